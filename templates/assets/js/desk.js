// Comforts of the page of a question at the desk: who else has it open, what happened meanwhile, how the answer will look.
'use strict';

(() => {
  const root = document.querySelector('[data-desk]');
  if (!root) return;
  const { later } = window.dialoga;
  const url = root.dataset.desk;
  const present = document.querySelector('[data-present]');
  const alerts = root.querySelector('[data-alerts]');
  const ask = async (path, fields) => {
    const body = new URLSearchParams({ csrf_token: root.dataset.csrf, ...fields });
    const answer = await fetch(`${url}/${path}`, { method: 'POST', body, redirect: 'manual', headers: { Accept: 'application/json' } }).catch(() => null);
    return answer?.ok ? answer.json().catch(() => null) : null;
  };

  // While the page is seen it says every 20 seconds that it is; the server forgets it after 60.
  const PACE = 20 * 1000;
  const WRITES_FOR = 60 * 1000;
  let typedAt = 0;
  let told = '';
  const speakUp = async () => {
    if (document.hidden) return;
    const writing = Date.now() - typedAt < WRITES_FOR ? '1' : '0';
    const answer = await ask('presenza', { seen: root.dataset.seen, writing });
    if (!answer) return;
    const others = answer.others.join(' · ');
    if (present.textContent !== others) present.textContent = others;
    if (answer.news && answer.news !== told) {
      told = answer.news;
      alerts.querySelector('[data-news]')?.remove();
      const copy = root.querySelector('template[data-say=news]').content.cloneNode(true);
      const alert = copy.querySelector('.dg-alert');
      alert.dataset.news = '';
      alert.setAttribute('role', 'alert');
      alert.querySelector('.dg-alert-title').textContent = told;
      const link = alert.querySelector('a');
      // Another address than this page's, or the browser would only jump.
      link.href = link.getAttribute('href').replace('#', `${Date.now()}#conversation`);
      alerts.append(copy);
    }
  };
  setInterval(speakUp, PACE);
  document.addEventListener('visibilitychange', speakUp);
  root.addEventListener('input', () => {
    const begins = Date.now() - typedAt > WRITES_FOR;
    typedAt = Date.now();
    if (begins) speakUp();
  });

  // How easily the answer reads, as the server says whenever it has saved or shown it.
  const reading = root.querySelector('[data-reading]');
  const showReading = (told) => {
    if (!reading) return;
    reading.replaceChildren();
    if (!told) return;
    const text = document.createElement('p');
    text.className = `dg-reading-${told.ease}`;
    text.textContent = told.text;
    reading.append(text);
    if (!told.long.length) return;
    const more = root.querySelector('template[data-say=long]').content.cloneNode(true);
    for (const sentence of told.long) {
      const item = document.createElement('li');
      item.textContent = sentence;
      more.querySelector('ul').append(item);
    }
    reading.append(more);
  };
  root.addEventListener('dialoga:saved', (event) => showReading(event.detail.reading));

  // The answer as its reader will see it: below the field, and anew while one goes on typing.
  const preview = root.querySelector('[data-preview]');
  const body = document.getElementById('body');
  const showPreview = async () => {
    const told = await ask('anteprima', { body: body.value, lang: root.dataset.lang });
    if (!told) return false;
    // Made safe by the renderer that shows answers.
    preview.querySelector('[data-preview-text]').innerHTML = told.html;
    preview.hidden = false;
    showReading(told.reading);
    return true;
  };
  root.querySelector('[data-show-preview]')?.addEventListener('click', async (event) => {
    event.preventDefault();
    if (!(await showPreview())) return;
    preview.focus();
  });
  const again = later(1000, () => { if (!preview.hidden) showPreview(); });
  body?.addEventListener('input', again);

  // A canned answer is put in where one writes.
  root.querySelector('[data-insert-canned]')?.addEventListener('click', async (event) => {
    const choice = document.getElementById('canned');
    if (!choice.value) return;
    event.preventDefault();
    const told = await ask('risposta-pronta', { canned: choice.value });
    if (!told) return;
    const [before, after] = [body.value.slice(0, body.selectionStart), body.value.slice(body.selectionEnd)];
    const gap = before && !before.endsWith('\n\n') ? (before.endsWith('\n') ? '\n' : '\n\n') : '';
    const end = after && !after.startsWith('\n') ? '\n\n' : '';
    body.setRangeText(gap + told.text + end, body.selectionStart, body.selectionEnd, 'end');
    choice.value = '';
    body.focus();
    body.dispatchEvent(new Event('input', { bubbles: true }));
  });
})();
