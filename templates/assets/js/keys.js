// The queue and its questions by keyboard: single letters, which can be switched off (WCAG 2.1.4) and never work while somebody
// writes. The window that `?` opens lists those that exist on the page.
'use strict';

(() => {
  const help = document.getElementById('keys');
  if (!help) return;
  const OFF = 'dialoga-keys-off';
  const QUEUE = 'dialoga-queue';
  const kept = {
    get: (store, key) => { try { return store.getItem(key); } catch { return null; } },
    set: (store, key, value) => { try { if (value === null) store.removeItem(key); else store.setItem(key, value); } catch { /* forbidden: it holds for this page */ } },
  };
  let on = kept.get(localStorage, OFF) === null;

  // --- the list ------------------------------------------------------------------------------------------------------------
  const rows = [...document.querySelectorAll('tr[data-number]')];
  const is_list = rows.length > 0 || document.querySelector('.dg-lists') !== null;
  if (is_list) kept.set(sessionStorage, QUEUE, location.pathname + location.search);
  const here = () => document.activeElement?.closest('tr[data-number]');
  const link = (row) => row.querySelector('.dg-open');
  const step = (by) => () => {
    const place = rows.indexOf(here());
    const next = place < 0 ? (by > 0 ? 0 : rows.length - 1) : place + by;
    const row = rows[Math.min(Math.max(next, 0), rows.length - 1)];
    link(row).focus();
    row.scrollIntoView({ block: 'nearest' });
  };
  const of_row = (find, act) => () => { const found = here() && find(here()); if (found) act(found); };
  const claim_of = (within) => within.querySelector('form[action$="/presa-in-carico"]');
  const queue = () => location.assign(kept.get(sessionStorage, QUEUE) ?? '/coda');

  // --- a question ----------------------------------------------------------------------------------------------------------
  const open_and_focus = (field) => {
    for (let fold = field.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    field.focus();
    field.scrollIntoView({ block: 'center' });
  };
  const main = document.getElementById('main');
  const written = (as) => document.querySelector(`form[action$="/messaggi"] input[name=visibility][value=${as}]`)?.form.querySelector('textarea[name=body]');
  const answer = written('public');
  const note = written('note');
  const claim = !is_list && claim_of(main);
  const search = document.querySelector('main input[type=search]');
  const search_page = document.querySelector('main a[href="/coda/ricerca"]');

  const keys = is_list ? {
    j: rows.length && step(1),
    k: rows.length && step(-1),
    o: rows.length && of_row(link, (found) => found.click()),
    x: rows.length && of_row((row) => row.querySelector('.dg-tick'), (found) => found.click()),
    c: rows.some(claim_of) && of_row(claim_of, (found) => found.requestSubmit()),
    // The question opens where one writes.
    a: rows.length && of_row(link, (found) => location.assign(`${found.href}#rispondi`)),
    n: rows.length && of_row(link, (found) => location.assign(`${found.href}#nota`)),
  } : {
    a: answer && (() => open_and_focus(answer)),
    n: note && (() => open_and_focus(note)),
    c: claim && (() => claim.requestSubmit()),
    u: queue,
  };
  keys['/'] = search ? () => open_and_focus(search) : search_page && (() => search_page.click());
  keys['g q'] = queue;

  // Coming from the list to write.
  if (location.hash === '#rispondi') (answer ? () => open_and_focus(answer) : () => claim?.querySelector('button').focus())();
  if (location.hash === '#nota' && note) open_and_focus(note);

  // --- the window ----------------------------------------------------------------------------------------------------------
  const choice = help.querySelector('[data-keys-on]');
  for (const line of help.querySelectorAll('[data-key]')) line.hidden = !keys[line.dataset.key] && line.dataset.key !== '?';
  choice.checked = on;
  choice.addEventListener('change', () => { on = choice.checked; kept.set(localStorage, OFF, on ? null : '1'); });
  const show = () => help.showModal();
  keys['?'] = show;
  for (const button of document.querySelectorAll('[data-keys-help]')) {
    button.hidden = false;
    button.addEventListener('click', show);
  }

  // --- pressing ------------------------------------------------------------------------------------------------------------
  // Fields in which letters mean something of their own; a box is none of them.
  const writes = (field) => field.isContentEditable
    || field.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])');
  let waiting = false;
  let timer;
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const field = event.target instanceof Element ? event.target : document.body;
    if (writes(field)) return;
    // Arrows go through the rows once one is in them; elsewhere they scroll.
    const arrow = { ArrowDown: keys.j, ArrowUp: keys.k }[event.key];
    if (arrow && here() && !field.matches('input')) { event.preventDefault(); arrow(); return; }
    if (!on) return;
    const key = waiting ? `g ${event.key}` : event.key;
    waiting = false;
    clearTimeout(timer);
    if (key === 'g') {
      waiting = true;
      timer = setTimeout(() => { waiting = false; }, 1500);
      return;
    }
    const act = keys[key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
