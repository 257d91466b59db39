// Beside the editor of the desk: what was answered before, put into the answer and searched without leaving the page.
'use strict';

(() => {
  const status = document.querySelector('[data-similar-status]');
  const list = document.querySelector('[data-similar-list]');
  if (!status || !list) return;
  const tell = (words, seen = false) => {
    status.classList.toggle('visually-hidden', !seen);
    status.textContent = words;
  };

  // It goes where the cursor is; a page without scripts adds it at the end.
  list.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-insert]');
    const form = button?.form;
    const area = form?.elements.body;
    if (!area) return;
    event.preventDefault();
    const before = area.value.slice(0, area.selectionStart);
    const apart = before && !/\n\s*$/.test(before) ? '\n\n' : '';
    area.setRangeText(apart + button.dataset.insert, area.selectionStart, area.selectionEnd, 'end');
    const { source } = button.dataset;
    if (source && !form.querySelector(`input[name="sources[]"][value="${source}"]`)) {
      const input = document.createElement('input');
      Object.assign(input, { type: 'hidden', name: 'sources[]', value: source });
      form.append(input);
    }
    area.dispatchEvent(new Event('input', { bubbles: true }));
    area.focus();
    tell(status.dataset.inserted);
  });

  const search = document.querySelector('form[data-similar]');
  search.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(`${search.dataset.similar}?q=${encodeURIComponent(search.elements.q.value)}`);
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      list.innerHTML = await answer.text();
      tell([...list.children].filter((part) => part.matches('h3, p')).map((part) => part.textContent).join(', '));
    } catch {
      tell(status.dataset.failed, true);
    }
  });
})();
