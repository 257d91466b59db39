// Beside a list of the queue: what happened since it was shown, and all of its boxes at once.
'use strict';

(() => {
  // --- boxes ---------------------------------------------------------------------------------------------------------------
  const boxes = [...document.querySelectorAll('.dg-tick')];
  const bar = document.querySelector('.dg-bulk');
  if (bar) {
    const words = bar.querySelector('[data-ticked]');
    const label = words.textContent;
    const all = bar.querySelector('[data-tick-all]');
    const count = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      words.textContent = ticked ? words.dataset.ticked.replace('#', ticked) : label;
      bar.classList.toggle('dg-on', ticked > 0);
    };
    for (const box of boxes) box.addEventListener('change', count);
    all.addEventListener('click', (event) => {
      event.preventDefault();
      const every = boxes.every((box) => box.checked);
      for (const box of boxes) box.checked = !every;
      count();
    });
    window.addEventListener('pageshow', count);
  }

  // --- news: the list stays as it is under the reader's eyes; it says what is new, and leaves the refreshing to her -----------
  const live = document.querySelector('[data-live]');
  if (!live) return;
  const status = live.querySelector('[role=status]');
  const again = live.querySelector('a');
  const POLL = 30000;
  let source = null;
  let polling = null;
  let over = false;

  const show = (news) => {
    if (news.text && news.text !== status.textContent) status.textContent = news.text;
    again.hidden = !news.text;
    for (const changed of news.rows) {
      const row = document.querySelector(`tr[data-number="${changed.number}"]`);
      if (!row) continue;
      let mark = row.querySelector('.dg-changed');
      if (!mark) {
        mark = document.createElement('span');
        mark.className = 'dg-badge dg-news dg-changed';
        row.querySelector('.dg-open').after(' ', mark);
      }
      mark.textContent = changed.text;
    }
    live.dataset.live = news.position;
  };

  // What a row was when the page was shown is compared, so that a mark stays however often is asked.
  const ask = async () => {
    const words = new URLSearchParams(location.search);
    words.delete('dopo');
    const rows = [...document.querySelectorAll('tr[data-number]')].map((row) => `${row.dataset.number}.${row.dataset.version}`);
    words.set('ultima', live.dataset.last);
    words.set('righe', rows.join('-'));
    const answer = await fetch(`/coda/novita?${words}`, { redirect: 'manual' }).catch(() => null);
    // Signed out: nothing more is told here.
    if (answer?.type === 'opaqueredirect' || answer?.status === 404) return end();
    if (answer?.ok) show(await answer.json());
  };

  const poll = () => { polling ??= setInterval(() => { if (!document.hidden) ask(); }, POLL); };
  const rest = () => { source?.close(); source = null; clearInterval(polling); polling = null; };
  const end = () => { over = true; rest(); };
  const watch = () => {
    if (over || source) return;
    if (!window.EventSource) { poll(); return; }
    source = new EventSource(`/coda/eventi?da=${live.dataset.live}`);
    source.addEventListener('message', ask);
    source.addEventListener('error', () => {
      // A connection that broke comes back by itself. One that was refused does not: then the page asks now and then.
      if (source?.readyState === EventSource.CLOSED) { source = null; poll(); }
    });
  };
  // A window that nobody sees holds no connection.
  document.addEventListener('visibilitychange', () => { if (document.hidden) rest(); else { watch(); if (polling) ask(); } });
  window.addEventListener('pagehide', rest);
  window.addEventListener('pageshow', (event) => { if (event.persisted) watch(); });
  if (!document.hidden) watch();
})();
