// Takes from the npm package bootstrap-italia what the pages use, into templates/assets. For developers only: its result
// is committed, and neither building nor testing needs this script. Run it after using a class or an icon that is not
// there yet (the test of the assets names it):
//
//     mkdir -p /tmp/vendor && npm --prefix /tmp/vendor install --ignore-scripts \
//         bootstrap-italia@2.18.3 postcss@8 postcss-selector-parser@7
//     node tests/browser/vendor-assets.mjs /tmp/vendor/node_modules
//
// What is kept of the style sheet: rules for plain elements, rules whose classes all occur as words in a template, in our
// script or in ALWAYS, and of the variables and keyframes those that a kept rule refers to.

import { createRequire } from 'node:module';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = resolve(process.argv[2] ?? 'node_modules');
const require = createRequire(join(modules, 'x.js'));
const postcss = require('postcss');
const parseSelectors = require('postcss-selector-parser');

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const templates = join(root, 'templates');
const assets = join(templates, 'assets');
const italia = join(modules, 'bootstrap-italia');

// Classes that pages make while running, or that everyone expects to find.
const ALWAYS = [
  /^(container|row|col|col-auto)$/, /^col-(sm-|md-|lg-)?(\d+|auto)$/, /^offset-(md|lg)-[1-4]$/, /^g[xy]?-[0-5]$/,
  /^[mp][tbsexy]?-(0|[1-5]|auto)$/, /^[mp][tbsexy]?-(md|lg)-[0-5]$/,
  /^d-(md-|lg-)?(none|block|inline|inline-block|flex|inline-flex|grid)$/, /^d-print-(none|block)$/,
  /^flex-(md-|lg-)?(row|column|wrap|nowrap|fill)$/, /^flex-(grow|shrink)-[01]$/, /^gap-[0-5]$/,
  /^justify-content-(md-|lg-)?(start|end|center|between)$/, /^align-items-(md-|lg-)?(start|end|center|baseline)$/,
  /^align-self-(start|end|center)$/, /^(w|h|mw)-(25|50|75|100|auto)$/,
  /^text-(start|end|center|nowrap|break|truncate|muted|primary|secondary|success|danger|warning|white|dark|black|decoration-none|lowercase|uppercase)$/,
  /^fw-(normal|semibold|bold)$/, /^(lead|small|mark|h[1-6]|list-unstyled|list-inline|list-inline-item|visually-hidden|visually-hidden-focusable)$/,
  /^(btn|btn-(primary|secondary|success|danger|link|lg|sm|xs|icon|full|block)|btn-outline-(primary|secondary|danger))$/,
  /^(alert|alert-(info|success|warning|danger|heading|link))$/, /^(badge|bg-(primary|secondary|success|warning|danger|light|white|dark))$/, /^rounded(-pill|-circle|-0)?$/,
  /^border(-(top|bottom|start|end|0|primary|light))?$/, /^(table|table-(sm|striped|hover|bordered|responsive|light)|caption-top)$/,
  /^(form-group|form-control|form-select|form-check|form-check-input|form-check-label|form-label|form-text|is-invalid|invalid-feedback|active|disabled)$/,
  /^(breadcrumb|breadcrumb-item|breadcrumb-container|separator)$/, /^(pagination|pagination-wrapper|page-item|page-link)$/,
  /^(nav|nav-item|nav-link|nav-tabs|navbar|navbar-nav|list-item|link-list|link-list-wrapper)$/,
  /^(card|card-(body|title|text|wrapper|space|bg|header|footer|teaser)|card-bg)$/, /^(callout|callout-(title|highlight))$/,
  /^(chip|chip-(simple|label|primary))$/, /^icon(-(sm|xs|lg|primary|secondary|success|danger|warning|white|light|padded))?$/,
  /^shadow(-sm)?$/, /^(skiplinks|it-(header|footer|nav|brand|search|user|socials|access|list)[a-z-]*)$/, /^steppers[a-z-]*$/,
];

const words = new Set();
for (const file of [...below(templates, '.html'), ...below(join(assets, 'js'), '.js')]) {
  for (const word of readFileSync(file, 'utf8').match(/[A-Za-z][\w-]*/g) ?? []) words.add(word);
}
const used = (name) => words.has(name) && !/^(modal|dropdown|carousel|video|vjs|splide|popover|tooltip|offcanvas)/.test(name)
  || ALWAYS.some((pattern) => pattern.test(name));

// Only the classes of the vendor's markup count; what needs its JavaScript stays out whatever the words say. So does its
// ring of focus: without that JavaScript it cannot tell a finger from the keyboard and frames whatever is tapped.
function wanted(selector) {
  if (/data-focus-mouse|:focus\s*\+/.test(selector)) return false;
  let keep = true;
  parseSelectors((tree) => tree.walk((node) => {
    if (node.type === 'class' && !insideNot(node) && !used(node.value)) keep = false;
    if (node.type === 'id') keep = false;
    if (node.type === 'attribute' && /^data-(bs|splide)/.test(node.attribute) && !insideNot(node)) keep = false;
    if (node.type === 'tag' && /^(dialog|video|audio|progress|kbd|samp|meter)$/.test(node.value)) keep = false;
  })).processSync(selector);
  return keep;
}

function insideNot(node) {
  for (let up = node.parent; up; up = up.parent) if (up.type === 'pseudo' && up.value === ':not') return true;
  return false;
}

function subset(css) {
  const sheet = postcss.parse(css);
  sheet.walkRules((rule) => {
    if (rule.parent.type === 'atrule' && /keyframes$/.test(rule.parent.name)) return;
    const kept = rule.selectors.filter(wanted);
    if (kept.length) rule.selectors = kept; else rule.remove();
  });
  // Fonts come from our own @font-face; a data: font would need font-src data: in the policy.
  sheet.walkAtRules('font-face', (rule) => rule.remove());
  sheet.walkAtRules('charset', (rule) => rule.remove());
  sheet.walkComments((comment) => comment.remove());
  const text = () => sheet.toString();
  for (let before = -1, now = text(); before !== now.length;) {
    before = now.length;
    const named = new Set(now.match(/var\(\s*--[\w-]+/g)?.map((use) => use.replace(/var\(\s*/, '')) ?? []);
    sheet.walkDecls(/^--/, (decl) => {
      if (!named.has(decl.prop) && decl.prop !== '--bootstrap-italia-version') decl.remove();
    });
    sheet.walkAtRules(/keyframes$/, (rule) => {
      if (!new RegExp(`animation[^;}]*\\b${rule.params}\\b`).test(now)) rule.remove();
    });
    sheet.walkRules((rule) => { if (!rule.nodes.length) rule.remove(); });
    sheet.walkAtRules('media', (rule) => { if (!rule.nodes.length) rule.remove(); });
    now = text();
  }
  return text();
}

// An icon is wanted when a template, a component call or the script names it.
function sprite(svg) {
  const wantedIcons = ALWAYS_ICONS.concat([...words].filter((word) => word.startsWith('it-')));
  const symbols = [...svg.matchAll(/<(symbol|svg|g)\b[^>]*\bid="(it-[\w-]+)"[\s\S]*?<\/\1>/g)]
    .filter(([, , id]) => wantedIcons.includes(id)).map(([all]) => all);
  return `<svg xmlns="http://www.w3.org/2000/svg">${MARK}${symbols.join('').replace(/>\s+</g, '><')}</svg>\n`;
}

// The desk's own mark: a home inside a speech bubble.
const MARK = '<symbol id="dg-mark" viewBox="0 0 32 32"><path fill-rule="evenodd" d="M5 3h22a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H15l-7 6v-6H5a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4zm11 5.2-8 6.4h2.2V20h4v-3.6h3.6V20h4v-5.4H24z"/></symbol>';

const ALWAYS_ICONS = ['arrow-left', 'arrow-right', 'arrow-up', 'arrow-down', 'ban', 'bookmark', 'box', 'burger', 'calendar', 'chart-line', 'check', 'check-circle',
  'chevron-left', 'chevron-right', 'clip', 'clock', 'close', 'close-circle', 'comment', 'copy', 'delete', 'download', 'error', 'expand', 'external-link',
  'file', 'file-csv', 'file-pdf', 'file-xlsx', 'flag', 'folder', 'funnel', 'help-circle', 'inbox', 'info-circle', 'key', 'link', 'list', 'lock',
  'logout', 'mail', 'map-marker', 'note', 'pa', 'password-invisible', 'password-visible', 'pencil', 'plus', 'print', 'refresh', 'search',
  'settings', 'star-full', 'star-outline', 'telephone', 'unlocked', 'user', 'warning', 'warning-circle', 'files', 'horn', 'minus-circle',
  'upload', 'exchange-circle', 'hearing'].map((name) => `it-${name}`);

function below(folder, ending) {
  try {
    return readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(ending)).map((name) => join(folder, name)).sort();
  } catch { return []; }
}

for (const folder of ['css', 'fonts', 'icons', 'js']) mkdirSync(join(assets, folder), { recursive: true });
const version = JSON.parse(readFileSync(join(italia, 'package.json'), 'utf8')).version;
const css = subset(readFileSync(join(italia, 'dist/css/bootstrap-italia.min.css'), 'utf8').replace(/^\uFEFF/, ''));
writeFileSync(join(assets, 'css/bootstrap-italia.css'),
  `/* A part of bootstrap-italia ${version} (BSD-3-Clause, see bootstrap-italia.LICENSE), made by tests/browser/vendor-assets.mjs */\n${css.replace(/}\s*/g, '}\n')}`);
copyFileSync(join(italia, 'LICENSE'), join(assets, 'css/bootstrap-italia.LICENSE'));
writeFileSync(join(assets, 'icons/sprite.svg'), sprite(readFileSync(join(italia, 'dist/svg/sprites.svg'), 'utf8')));
copyFileSync(join(italia, 'LICENSE'), join(assets, 'icons/bootstrap-italia.LICENSE'));
for (const [weight, name] of [['regular', 400], ['600', 600], ['700', 700]]) {
  copyFileSync(join(italia, `dist/fonts/Titillium_Web/titillium-web-v10-latin-ext_latin-${weight}.woff2`), join(assets, `fonts/titillium-web-${name}.woff2`));
}
copyFileSync(join(italia, 'dist/fonts/Titillium_Web/OFL.txt'), join(assets, 'fonts/titillium-web.OFL.txt'));
console.log(`bootstrap-italia ${version}: ${css.length} bytes of style, ${readFileSync(join(assets, 'icons/sprite.svg')).length} of icons`);
