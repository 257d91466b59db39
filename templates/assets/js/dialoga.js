// Comforts on top of pages that work without: nothing here is needed to ask, answer or publish.
'use strict';

(() => {
  const texts = document.body.dataset;
  const fill = (text, value) => (text ?? '').replace('#', value);
  const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
  const later = (wait, work) => {
    let timer;
    return (...args) => { clearTimeout(timer); timer = setTimeout(work, wait, ...args); };
  };

  // Mistakes are read out and reached first.
  document.getElementById('errors')?.focus();

  // One press sends once; the server refuses the second anyway.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post') return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = 'yes';
    const button = event.submitter;
    if (!button) return;
    // The pressed button's own value must still be sent, so it is marked, not disabled.
    button.setAttribute('aria-disabled', 'true');
    button.dataset.label = button.textContent;
    setTimeout(() => { button.textContent = texts.sending; });
  });
  // Back from the next page, the form can be sent again.
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
    for (const button of document.querySelectorAll('button[aria-disabled]')) {
      button.removeAttribute('aria-disabled');
      if (button.dataset.label) button.textContent = button.dataset.label;
    }
  });

  for (const area of document.querySelectorAll('textarea[data-max]')) {
    const line = document.getElementById(`${area.id}-count`);
    const spoken = document.createElement('span');
    spoken.className = 'visually-hidden';
    spoken.setAttribute('role', 'status');
    line.after(spoken);
    const speak = later(1500, () => { spoken.textContent = line.textContent; });
    const show = () => {
      // Characters as people count them, as the server does.
      const left = Number(area.dataset.max) - [...area.value].length;
      const words = Math.abs(left).toLocaleString(document.documentElement.lang);
      line.textContent = fill(left < 0 ? line.dataset.over : line.dataset.left, words);
      line.classList.toggle('dg-count-over', left < 0);
    };
    area.addEventListener('input', () => { show(); speak(); });
    if (area.value) show();
  }

  for (const input of document.querySelectorAll('input[type=password][data-show]')) {
    const box = document.createElement('div');
    box.className = 'dg-password';
    input.replaceWith(box);
    const button = document.createElement('button');
    button.type = 'button';
    const show = (seen) => {
      input.type = seen ? 'text' : 'password';
      button.textContent = seen ? input.dataset.hide : input.dataset.show;
      button.setAttribute('aria-controls', input.id);
    };
    button.addEventListener('click', () => show(input.type === 'password'));
    box.append(input, button);
    show(false);
    input.form?.addEventListener('submit', () => show(false));
  }

  // <div data-suggest="subject body" data-suggest-title="…" role="status">: answers of the catalogue while one writes.
  for (const box of document.querySelectorAll('[data-suggest]')) {
    const fields = box.dataset.suggest.split(' ').map((id) => document.getElementById(id)).filter(Boolean);
    let asked = '';
    const ask = later(400, async () => {
      const words = fields.map((field) => field.value).join(' ').trim().slice(0, 200);
      if (words.length < 4 || words === asked) return;
      asked = words;
      const answer = await fetch(`/api/v1/catalogue/suggest?q=${encodeURIComponent(words)}`).catch(() => null);
      if (!answer?.ok || words !== asked) return;
      const { results = [] } = await answer.json();
      box.replaceChildren();
      if (!results.length) return;
      const title = document.createElement('p');
      title.className = 'dg-label';
      title.textContent = box.dataset.suggestTitle;
      const list = document.createElement('ul');
      for (const { slug, title: words } of results.slice(0, 5)) {
        const link = document.createElement('a');
        link.href = `/catalogo/${encodeURIComponent(slug)}`;
        link.target = '_blank';
        link.textContent = words;
        const item = document.createElement('li');
        item.append(link);
        list.append(item);
      }
      box.append(title, list);
    });
    for (const field of fields) field.addEventListener('input', ask);
  }

  // <form data-draft="key" data-draft-url="/domande/bozza" data-draft-fields="topic subject body">, and in it an element
  // [data-draft-status]: what is written survives a lost connection (here) and an ended session (on the server).
  const DRAFT = 'dialoga-draft-';
  const KEEP = 7 * 24 * 3600 * 1000;
  const store = {
    get: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden: the server keeps it */ } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* forbidden: nothing was kept */ } },
    drafts: () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(DRAFT)); } catch { return []; } },
  };
  for (const key of store.drafts()) if (!(store.get(key)?.at > Date.now() - KEEP)) store.drop(key);
  for (const form of document.querySelectorAll('form[data-forget-drafts]')) {
    form.addEventListener('submit', () => store.drafts().forEach(store.drop));
  }
  // The page that says "received" names the draft that is done.
  for (const done of document.querySelectorAll('[data-draft-done]')) store.drop(DRAFT + done.dataset.draftDone);

  for (const form of document.querySelectorAll('form[data-draft]')) {
    const key = DRAFT + form.dataset.draft;
    const fields = (form.dataset.draftFields ?? '').split(' ').map((name) => form.elements[name]).filter(Boolean);
    const status = form.querySelector('[data-draft-status]');
    const say = (text) => { if (status) status.textContent = text; };
    const kept = store.get(key);
    if (kept && fields.every((field) => !field.value)) {
      for (const field of fields) field.value = kept.values[field.name] ?? '';
      if (fields.some((field) => field.value)) say(texts.draftRestored);
    }
    let saved = '';
    const snapshot = () => Object.fromEntries(fields.map((field) => [field.name, field.value]));
    const keep = later(800, () => store.set(key, { at: Date.now(), values: snapshot() }));
    const save = async () => {
      const values = snapshot();
      const now = JSON.stringify(values);
      if (now === saved || form.dataset.sent || !fields.some((field) => field.value.trim())) return;
      const body = new URLSearchParams(values);
      for (const input of form.querySelectorAll('input[type=hidden]')) body.set(input.name, input.value);
      const answer = await fetch(form.dataset.draftUrl, { method: 'POST', body, redirect: 'manual' }).catch(() => null);
      // Signed out or offline, the copy here remains and is offered again.
      if (answer?.ok) { saved = now; say(fill(texts.draftSaved, clock())); } else say(fill(texts.draftKept, clock()));
    };
    saved = JSON.stringify(snapshot());
    const soon = later(8000, save);
    for (const field of fields) {
      field.addEventListener('input', () => { keep(); if (form.dataset.draftUrl) soon(); });
      field.addEventListener('blur', () => { if (form.dataset.draftUrl) save(); });
    }
  }
})();
