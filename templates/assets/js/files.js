// Files may be dropped on the field that chooses them; those chosen are listed, each with a way to take it out again.
'use strict';

(() => {
  for (const box of document.querySelectorAll('[data-files]')) {
    const input = box.querySelector('input[type=file]');
    const field = input?.closest('.dg-field');
    if (!input || typeof DataTransfer === 'undefined') continue;
    const { fill } = window.dialoga;
    const texts = box.dataset;
    const list = document.createElement('ul');
    list.className = 'dg-chosen dg-plain-list';
    const hint = document.createElement('p');
    hint.className = 'dg-hint';
    hint.textContent = texts.filesDrop;
    const said = document.createElement('p');
    said.className = 'visually-hidden';
    said.setAttribute('role', 'status');
    field.append(hint, list, said);
    field.classList.add('dg-drop');
    let chosen = [];
    const isSame = (one, other) => one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
    const show = () => {
      const all = new DataTransfer();
      chosen.forEach((file) => all.items.add(file));
      input.files = all.files;
      list.replaceChildren(...chosen.map((file) => {
        const item = document.createElement('li');
        const size = Math.max(1, Math.round(file.size / 1000)).toLocaleString(document.documentElement.lang);
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'btn btn-outline-danger btn-sm';
        button.textContent = fill(texts.filesRemove, file.name);
        button.addEventListener('click', () => {
          const place = chosen.indexOf(file);
          chosen = chosen.filter((other) => other !== file);
          show();
          said.textContent = fill(texts.filesRemoved, file.name);
          (list.querySelectorAll('button')[Math.min(place, chosen.length - 1)] ?? input).focus();
        });
        item.append(`${file.name} (${size} kB) `, button);
        return item;
      }));
    };
    const take = (files) => {
      const added = [...files].filter((file) => !chosen.some((other) => isSame(file, other)));
      chosen = [...chosen, ...added];
      show();
      said.textContent = added.map((file) => fill(texts.filesAdded, file.name)).join(' ');
    };
    input.addEventListener('change', () => take(input.files));
    // Entering a child of the field leaves the field: count.
    let inside = 0;
    const mark = () => field.classList.toggle('dg-drop-over', inside > 0);
    const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
    field.addEventListener('dragenter', (event) => { if (hasFiles(event)) { inside += 1; mark(); } });
    field.addEventListener('dragleave', () => { inside = Math.max(0, inside - 1); mark(); });
    field.addEventListener('dragover', (event) => { if (hasFiles(event)) event.preventDefault(); });
    field.addEventListener('drop', (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      inside = 0;
      mark();
      take(event.dataTransfer.files);
    });
  }
})();
