// Looks at every page of the journey: accessibility, HTML, faults in the console, foreign requests, overflow, pictures.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HtmlValidate } from 'html-validate';
import { htmlRules } from './html-rules.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '../out');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const validator = new HtmlValidate(htmlRules);
const WIDTHS = [360, 1280];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// Words of a length that words have and that stand on more than one line, and texts that run beyond the edge of the window. Runs in the
// page.
function unreadable() {
  const beyond = [...document.querySelectorAll('h1, p')].filter((text) => text.getBoundingClientRect().right > window.innerWidth);
  const [found, texts] = [beyond.map((text) => text.innerText), document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)];
  while (texts.nextNode()) {
    for (const { 0: word, index } of texts.currentNode.data.matchAll(/(?<!\S)\S{2,24}(?!\S)/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      if (new Set([...range.getClientRects()].map((box) => box.top)).size > 1) found.push(word);
    }
  }
  return found;
}

export class Inspector {
  problems = [];
  pages = 0;
  links = new Map(); // browser context → link → the page that shows it

  constructor() {
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
  }

  report(where, what) {
    this.problems.push(`${where}: ${what}`);
  }

  // Listens to everything that goes wrong behind a page.
  listen(page, who, base) {
    page.on('console', (message) => {
      // A page of the journey that is meant to be refused (404, 422) is reported by the browser as an error as well.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) {
        this.report(who, `console: ${message.text()} at ${page.url()}`);
      }
    });
    page.on('pageerror', (error) => this.report(who, `script: ${error.message} at ${page.url()}`));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(base) && !url.startsWith('data:') && !url.startsWith('blob:')) this.report(who, `foreign request ${url}`);
    });
    page.on('response', async (response) => {
      const request = response.request();
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) page.lastDocument = response;
      else if (response.status() >= 400 && !response.url().includes('/api/')) this.report(who, `${response.status()} for ${response.url()}`);
    });
  }

  // Looks at the page as it stands. `lab` is a page with scripts, in which one without is looked at by axe.
  async look(page, lab, mode, name) {
    this.pages += 1;
    const where = `${mode}/${name} (${new URL(page.url()).pathname})`;
    const response = page.lastDocument;
    if (response.status() >= 500) this.report(where, `answers ${response.status()}`);
    const source = await response.text();
    this.validate(where, source);
    const text = await page.innerText('body');
    if (text.includes('⟦')) this.report(where, `a text is missing: ${/⟦[^⟧]*⟧/.exec(text)[0]}`);
    this.collectLinks(page.context(), where, source, new URL(page.url()));
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: join(out, `${String(this.pages).padStart(3, '0')}-${mode}-${name}-${width}.png`), fullPage: true });
      await this.audit(where, page, lab, source, width);
    }
  }

  // Looks at what stands in a frame in which no script runs: in a page of its own, in which axe does. It is a stranger's, so its HTML is
  // as it is. Answers what `ask` finds there.
  async lookInto(person, path, name, ask) {
    this.pages += 1;
    const [url, context] = [new URL(path, person.base).href, person.page.context()];
    const where = `${person.mode}/${name} (${path})`;
    const source = await (await context.request.get(url)).text();
    const lab = person.lab ?? await context.newPage();
    for (const width of WIDTHS) {
      await this.lay(lab, url, source, width);
      await lab.screenshot({ path: join(out, `${String(this.pages).padStart(3, '0')}-${person.mode}-${name}-${width}.png`), fullPage: true });
      await this.axe(where, lab, width, RULES.filter((rule) => rule !== 'best-practice'));
      for (const words of await lab.evaluate(unreadable)) this.report(where, `«${words}» does not read at ${width} px`);
    }
    const found = await ask(lab);
    if (lab !== person.lab) await lab.close();
    return found;
  }

  validate(where, source) {
    const result = validator.validateStringSync(source);
    for (const message of result.results.flatMap((file) => file.messages)) {
      this.report(where, `HTML line ${message.line}: ${message.message} (${message.ruleId})`);
    }
  }

  async audit(where, page, lab, source, width) {
    if (lab) await this.lay(lab, page.url(), source, width);
    const subject = lab ?? page;
    const overflow = await subject.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) this.report(where, `${overflow} px wider than the window of ${width} px`);
    await this.axe(where, subject, width, RULES);
  }

  // Shows a page in which scripts are off, axe among them, in one in which they are not.
  async lay(lab, url, source, width) {
    const still = source.replace(/<script\b[^]*?<\/script>/gi, '');
    await lab.setViewportSize({ width, height: 900 });
    await lab.route(url, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: still }));
    await lab.goto(url);
    await lab.unroute(url);
  }

  async axe(where, page, width, rules) {
    await page.evaluate(axeSource);
    const found = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), rules);
    for (const violation of found.violations) {
      const places = violation.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.failureSummary?.split('\n').slice(1, 2).join(' ').trim() ?? ''}`);
      this.report(where, `axe at ${width} px: ${violation.id}: ${violation.help}: ${places.join('; ')}`);
    }
  }

  collectLinks(context, where, source, at) {
    const links = this.links.get(context) ?? new Map();
    this.links.set(context, links);
    const ids = new Set([...source.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1]));
    for (const [, raw] of source.matchAll(/<a\b[^>]*?\bhref="([^"]*)"/g)) {
      const href = raw.replaceAll('&amp;', '&');
      if (/^(mailto|tel):/.test(href)) continue;
      if (href === '' || href === '#') {
        this.report(where, 'a link leads nowhere');
        continue;
      }
      const url = new URL(href, at);
      if (url.origin !== at.origin) continue;
      if (url.pathname === at.pathname && url.hash && !ids.has(decodeURIComponent(url.hash.slice(1)))) {
        this.report(where, `the link to ${url.hash} leads nowhere`);
      }
      url.hash = '';
      // The language switch leads to the page itself, which was just looked at.
      if (url.pathname !== at.pathname) links.set(url.href, links.get(url.href) ?? where);
    }
  }

  // Every internal link that somebody was shown must lead somewhere for them.
  async checkLinks(context) {
    const broken = new Set();
    for (const [url, where] of this.links.get(context) ?? []) {
      const { pathname } = new URL(url);
      const answer = broken.has(pathname) ? undefined : await context.request.get(url, { maxRedirects: 5 });
      if (answer && answer.status() >= 400) {
        broken.add(pathname);
        this.report(where, `the link to ${pathname} answers ${answer.status()}`);
      }
    }
    this.links.delete(context);
  }
}
