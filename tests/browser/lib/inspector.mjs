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

  validate(where, source) {
    const result = validator.validateStringSync(source);
    for (const message of result.results.flatMap((file) => file.messages)) {
      this.report(where, `HTML line ${message.line}: ${message.message} (${message.ruleId})`);
    }
  }

  async audit(where, page, lab, source, width) {
    let subject = page;
    if (lab) {
      // Scripts are off in the page itself, and axe is a script.
      const still = source.replace(/<script\b[^]*?<\/script>/gi, '');
      await lab.setViewportSize({ width, height: 900 });
      await lab.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: still }));
      await lab.goto(page.url());
      await lab.unroute(page.url());
      subject = lab;
    }
    const overflow = await subject.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) this.report(where, `${overflow} px wider than the window of ${width} px`);
    await subject.evaluate(axeSource);
    const found = await subject.evaluate(() =>
      window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
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
