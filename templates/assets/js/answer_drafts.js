// What somebody at the desk types is kept as a draft of theirs: on this device at once, on the server two seconds later and
// when the page is left. The server's draft is the one truth; a copy here lives only until the server has it. Every page has
// a name, and knows the draft it shows by its mark: so the server can tell whether another page saved other words meanwhile.
'use strict';

(() => {
  const root = document.querySelector('[data-desk]');
  if (!root) return;
  const { later, fill, clock, store, keyOf } = window.dialoga;
  const texts = document.body.dataset;
  const url = root.dataset.desk;
  const areas = { answer: document.getElementById('body'), note: document.getElementById('note') };
  const parts = Object.keys(areas).filter((part) => areas[part]);
  const alerts = root.querySelector('[data-alerts]');
  const status = root.querySelector('[data-status]');
  const discard = root.querySelector('[data-discard]');
  const copies = keyOf(`${url}#`);
  const own = copies + root.dataset.page;
  const say = (text) => { if (status) status.textContent = text; };
  const typed = () => Object.fromEntries(parts.map((part) => [part, areas[part].value]));
  const isBlank = (values) => Object.values(values).every((text) => !text.trim());
  const isSame = (values, others) => parts.every((part) => (values[part] ?? '') === (others[part] ?? ''));
  const state = {
    mark: root.dataset.draft,
    // What the server has, as far as this page knows.
    saved: 'unsaved' in root.dataset ? null : JSON.stringify(typed()),
    // On its way to the server.
    sending: null,
    // Another page saved other words: nothing is saved until somebody has chosen.
    split: false,
    // Parts whose form is being sent.
    sent: new Set(),
  };

  const know = (mark) => {
    state.mark = mark;
    for (const input of root.querySelectorAll('input[name=draft]')) input.value = mark;
    if (discard) discard.hidden = !mark;
  };
  const keepHere = () => store.set(own, { at: Date.now(), base: state.mark, values: typed() });
  const put = (values) => {
    for (const part of parts) {
      if (values[part] === undefined) continue;
      areas[part].value = values[part];
      if (values[part]) areas[part].closest('details')?.setAttribute('open', '');
      areas[part].dispatchEvent(new Event('input', { bubbles: true }));
    }
  };
  // Shows one of the page's alerts; `take` and `keep` are what its buttons do.
  const ask = (name, values, at, take, keep) => {
    const copy = root.querySelector(`template[data-say=${name}]`).content.cloneNode(true);
    const alert = copy.querySelector('.dg-alert');
    alert.setAttribute('role', 'alert');
    const title = alert.querySelector('.dg-alert-title');
    title.textContent = fill(title.textContent, at);
    const text = alert.querySelector('[data-text]');
    if (text) text.textContent = parts.map((part) => values[part]).filter((one) => one?.trim()).join('\n\n');
    for (const [mark, act] of [['[data-take]', take], ['[data-keep]', keep]]) {
      alert.querySelector(mark)?.addEventListener('click', () => { alert.remove(); areas[parts[0]].focus(); act(); });
    }
    alerts.append(copy);
  };
  const splitUp = (told) => {
    state.split = true;
    const mine = () => { state.split = false; know(told.draft ?? ''); state.saved = null; save(); };
    if (told.gone) { ask('gone', {}, '', null, mine); return; }
    const theirs = () => {
      know(told.draft);
      put(told);
      state.saved = JSON.stringify(typed());
      state.split = false;
      store.drop(own);
      say(fill(texts.draftSaved, told.saved));
    };
    ask('other', told, told.at, theirs, mine);
  };

  // The page came back with what it could not send, beside what another window saved: until somebody goes on writing here
  // nothing is chosen, and leaving the page keeps both.
  let chosen = !('split' in root.dataset);

  const leave = () => {
    if (!chosen) { keepHere(); return; }
    if (!state.split && JSON.stringify(typed()) !== state.saved && !isBlank(typed())) keepHere();
    save(true);
  };
  const save = async (leaving = false) => {
    const values = typed();
    for (const part of state.sent) delete values[part];
    const now = JSON.stringify(values);
    if (state.split || now === state.saved || now === state.sending || (!state.mark && isBlank(values))) return;
    // One after the other, except when there is no after.
    if (state.sending !== null && !leaving) { soon(); return; }
    state.sending = now;
    const page = { csrf_token: root.dataset.csrf, page: root.dataset.page, seen: root.dataset.seen, lang: root.dataset.lang };
    // The form that is being sent takes its part out of the draft, and perhaps the draft with it.
    const body = new URLSearchParams({ ...page, draft: state.sent.size ? '' : state.mark, ...values });
    const headers = { Accept: 'application/json' };
    const answer = await fetch(`${url}/bozza`, { method: 'POST', body, headers, redirect: 'manual', keepalive: leaving }).catch(() => null);
    const told = answer?.ok || answer?.status === 409 ? await answer.json().catch(() => null) : null;
    if (state.sending === now) state.sending = null;
    if (!told) {
      // Signed out or offline: the copy here remains, and is offered again.
      say(fill(texts.draftKept, clock()));
    } else if (answer.ok) {
      know(told.draft);
      state.saved = now;
      if (isSame(store.get(own)?.values ?? {}, values)) store.drop(own);
      say(told.saved ? fill(texts.draftSaved, told.saved) : '');
      root.dispatchEvent(new CustomEvent('dialoga:saved', { detail: told }));
    } else {
      splitUp(told);
    }
  };
  const soon = later(2000, save);
  const keep = later(300, keepHere);
  for (const part of parts) areas[part].addEventListener('input', () => { chosen = true; keep(); soon(); });

  for (const button of root.querySelectorAll('[data-save]')) {
    button.addEventListener('click', (event) => { event.preventDefault(); keepHere(); save(); });
  }
  // The copy of what is being sent is given up by the page that says it was sent.
  const SENT = 'dialoga-sent';
  const note = (value) => { try { sessionStorage.setItem(SENT, JSON.stringify(value)); } catch { /* forbidden: the copy is offered again */ } };
  const noted = () => { try { return JSON.parse(sessionStorage.getItem(SENT)) ?? {}; } catch { return {}; } };
  root.addEventListener('submit', (event) => {
    const part = event.target === discard ? 'all' : event.target.dataset.part;
    if (!part) return;
    if (part === 'all') state.split = true; else { keepHere(); state.sent.add(part); }
    note({ key: own, part });
  });
  document.addEventListener('visibilitychange', () => { if (document.hidden) leave(); });
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', (event) => { if (event.persisted) state.sent.clear(); });

  // What earlier pages left on this device.
  const { key: sentKey, part: sentPart } = noted();
  if (sentKey && root.dataset.done === sentPart) {
    const copy = store.get(sentKey);
    if (copy) delete copy.values[sentPart];
    if (!copy || sentPart === 'all' || isBlank(copy.values)) store.drop(sentKey); else store.set(sentKey, copy);
  }
  const left = store.drafts().filter((key) => key.startsWith(copies) && key !== own);
  left.sort((one, other) => (store.get(other)?.at ?? 0) - (store.get(one)?.at ?? 0));
  let taken = state.saved === null;
  for (const key of left) {
    const copy = store.get(key);
    if (!copy?.values || isBlank(copy.values)) { store.drop(key); continue; }
    // Its field is not on this page: it waits.
    if (Object.keys(copy.values).some((part) => copy.values[part].trim() && !areas[part])) continue;
    if (isSame(copy.values, typed())) { store.drop(key); continue; }
    const isNewer = copy.base === state.mark || key === copies + root.dataset.savedBy;
    const use = () => { put(copy.values); keepHere(); store.drop(key); };
    if (!taken && isNewer) {
      taken = true;
      use();
      say(texts.draftRestored);
    } else {
      ask('local', copy.values, '', use, () => store.drop(key));
    }
  }
})();
