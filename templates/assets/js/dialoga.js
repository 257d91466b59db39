// Comforts on top of pages that work without: nothing here is needed to ask, answer or publish.
'use strict';

(() => {
  const texts = document.body.dataset;
  // Of all hours one o'clock alone is singular in Italian.
  const fill = (text, value) => (text ?? '').replace('#', value).replace('alle 01:', 'all’01:');
  const clock = () => new Date().toLocaleTimeString('it', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Rome' });
  const later = (wait, work) => {
    let timer;
    return (...args) => { clearTimeout(timer); timer = setTimeout(work, wait, ...args); };
  };

  // Mistakes are read out and reached first.
  document.getElementById('errors')?.focus();

  // One press sends once; the server refuses the second anyway.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    // What is answered in a frame leaves this page as it is, to be sent as well.
    if (form.method !== 'post' || event.submitter?.formTarget) return;
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

  // A mistake that is being mended is no longer marked; its place stays, so that nothing moves under a finger.
  for (const wrong of document.querySelectorAll('.dg-field-wrong')) {
    wrong.addEventListener('input', () => {
      wrong.classList.add('dg-mended');
      for (const field of [wrong, ...wrong.querySelectorAll('[aria-invalid]')]) {
        field.removeAttribute('aria-invalid');
        const said = field.getAttribute('aria-describedby')?.split(' ').filter((id) => !id.endsWith('-error')).join(' ');
        if (said) field.setAttribute('aria-describedby', said); else field.removeAttribute('aria-describedby');
      }
    }, { once: true });
  }

  // The rest is counted when it is about to run out.
  for (const area of document.querySelectorAll('textarea[data-max]')) {
    const line = document.getElementById(`${area.id}-count`);
    const spoken = document.createElement('span');
    spoken.className = 'visually-hidden';
    spoken.setAttribute('role', 'status');
    line.after(spoken);
    const speak = later(1500, () => { spoken.textContent = line.hidden ? '' : line.textContent; });
    const show = () => {
      // Characters as people count them, as the server does.
      const left = Number(area.dataset.max) - [...area.value].length;
      const words = Math.abs(left).toLocaleString(document.documentElement.lang);
      line.textContent = fill(left < 0 ? line.dataset.over : line.dataset.left, words);
      line.hidden = left > Number(area.dataset.max) / 10;
      line.classList.toggle('dg-count-over', left < 0);
    };
    area.addEventListener('input', () => { show(); speak(); });
    show();
  }

  // <button data-print hidden>: the way to paper, for browsers that run this.
  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
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

  // <form data-answers="/domande/nuova/risposte">: entries of the catalogue that may answer, while subject and body are written.
  for (const form of document.querySelectorAll('form[data-answers]')) {
    const fields = ['subject', 'body', 'csrf_token', 'submission_key'].map((name) => form.elements[name]);
    const box = document.createElement('div');
    box.className = 'dg-suggestions';
    box.setAttribute('role', 'status');
    form.elements.body.closest('.dg-field').after(box);
    let asked = '';
    const ask = later(700, async () => {
      const words = `${form.elements.subject.value} ${form.elements.body.value}`.trim();
      if (words.length < 4 || words === asked) return;
      asked = words;
      const body = new URLSearchParams(fields.map((field) => [field.name, field.value]));
      const answer = await fetch(form.dataset.answers, { method: 'POST', body }).catch(() => null);
      // Led elsewhere: the session is over, which the form itself says when it is sent.
      if (!answer?.ok || answer.redirected || words !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      // A form stands in no other.
      document.getElementById('enough')?.remove();
      form.after(...page.querySelectorAll('form'));
      box.replaceChildren(...page.body.children);
    });
    for (const name of ['subject', 'body']) form.elements[name].addEventListener('input', ask);
  }

  // <form data-draft="/domande/bozza">: what is written survives a lost connection (kept here, for this person) and an
  // ended session (kept on the server, which takes the same fields as the form itself). What the desk writes is in `answer_drafts.js`.
  const DRAFT = 'dialoga-draft-';
  const KEEP = 7 * 24 * 3600 * 1000;
  const store = {
    get: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden: the server keeps it */ } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* forbidden: nothing was kept */ } },
    drafts: () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(DRAFT)); } catch { return []; } },
  };
  const keyOf = (path) => `${DRAFT}${texts.person ?? ''}-${path}`;
  for (const key of store.drafts()) if (!(store.get(key)?.at > Date.now() - KEEP)) store.drop(key);
  for (const form of document.querySelectorAll('form[data-forget-drafts]')) {
    form.addEventListener('submit', () => store.drafts().forEach(store.drop));
  }
  // The page that says "received" names the draft that is done.
  for (const done of document.querySelectorAll('[data-draft-done]')) store.drop(keyOf(done.dataset.draftDone));

  for (const form of document.querySelectorAll('form[data-draft]')) {
    const online = form.dataset.draft;
    const key = keyOf(online);
    const fields = [...form.elements].filter((field) => field.name && field.matches('input[type=text], textarea, select'));
    const status = document.createElement('p');
    status.className = 'dg-status';
    status.setAttribute('role', 'status');
    (form.querySelector('.dg-actions') ?? form.lastElementChild).before(status);
    const say = (text) => { status.textContent = text; };
    const snapshot = () => Object.fromEntries(fields.map((field) => [field.name, field.value]));
    const kept = store.get(key);
    if (kept && fields.every((field) => !field.value)) {
      for (const field of fields) field.value = kept.values[field.name] ?? '';
      if (fields.some((field) => field.value)) say(texts.draftRestored);
    }
    let saved = JSON.stringify(snapshot());
    // The copy here belongs to every page of this person: which words in it are this page's.
    const own = { shown: saved, kept: saved };
    // Thrown away or sent from another page: it does not come back from here by itself.
    let gone = false;
    const keep = later(500, () => {
      if (gone) return;
      const values = snapshot();
      own.kept = JSON.stringify(values);
      store.set(key, { at: Date.now(), values });
    });
    const save = async () => {
      const values = snapshot();
      const now = JSON.stringify(values);
      // A choice alone is nothing to keep, as the server sees it too.
      const isBlank = fields.every((field) => field.matches('select') || !field.value.trim());
      if (gone || now === saved || form.dataset.sent || isBlank) return;
      const body = new URLSearchParams(values);
      for (const input of form.querySelectorAll('input[type=hidden]')) body.set(input.name, input.value);
      const answer = await fetch(online, { method: 'POST', body, redirect: 'manual' }).catch(() => null);
      if (answer?.status === 409) {
        gone = true;
        const copy = JSON.stringify(store.get(key)?.values);
        if ([own.shown, own.kept, now].includes(copy)) store.drop(key);
        say(texts.draftGone);
        return;
      }
      if (answer?.ok) {
        saved = now;
        form.elements.saved.value = '1';
      }
      // Signed out or offline, the copy here remains and is offered again.
      say(fill(answer?.ok ? texts.draftSaved : texts.draftKept, clock()));
    };
    const soon = later(5000, save);
    for (const field of fields) {
      field.addEventListener('input', () => { keep(); soon(); });
      field.addEventListener('change', save);
    }
  }

  // What the scripts of single pages share.
  window.dialoga = { later, fill, clock, store, keyOf };
})();
