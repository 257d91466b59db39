// The screens of the catalogue beside its search and its entries.

// Whoever is about to ask is offered what may answer, and says that it is enough.
export async function isEnough(anna) {
  await anna.open('/domande/nuova');
  await anna.fill({ subject: 'Congedo parentale a ore', body: 'Posso prendere il congedo parentale a ore?', topic: null });
  if (anna.mode === 'js') {
    await anna.page.locator('[name="body"]').pressSequentially(' Grazie.');
    await anna.page.locator('.dg-suggestions button').first().waitFor({ timeout: 10000 });
    await anna.look('ask-offered');
  }
  await anna.press('Avanti', 'ask-review-offered');
  await anna.press(/^Mi basta questo/, 'ask-enough');
  await anna.says('la domanda che stavi scrivendo è stata cancellata');
}

// An editor adds a form to fill in; what is no such file is refused beside its field. The text goes to the review once more.
export async function attaches(carla, entry) {
  await carla.open(`${entry}/allegati`, 'entry-files-none');
  const bring = async (name, mimeType, content) => {
    await carla.fill({ label: 'Modulo di domanda' });
    await carla.page.locator('input[name="file"]').setInputFiles({ name, mimeType, buffer: Buffer.from(content) });
  };
  await bring('modulo.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await carla.press('Aggiungi', 'entry-files-refused');
  await carla.says('non si può allegare');
  await bring('modulo.pdf', 'application/pdf', '%PDF-1.7 modulo');
  await carla.press('Aggiungi', 'entry-files');
  await carla.says('Il file è tra gli allegati della bozza');
  await carla.open(entry, 'entry-with-file');
  await carla.fill({ rewritten: 'on' });
  await carla.press('Salva e manda in revisione', 'entry-in-review-with-file');
}

// An act changed that answers cite: whoever was answered is told, once the words were looked at.
export async function lawChanged(carla) {
  await carla.open('/redazione/norme/decreto-legislativo-2001-151/cambiata');
  await carla.fill({ changed_on: '2026-11-01', what: 'Il congedo dura un mese in più.' });
  await carla.press('Segna come cambiata', 'law-changed');
  await carla.open('/redazione/norme?cosa=risposte', 'law-reviews');
  await carla.open('/redazione/norme/avvisi/1', 'law-telling');
}

// An editor begins a translation; the draft names its original.
export async function translates(carla, entry) {
  await carla.open(entry);
  await carla.press('Traduci in inglese', 'translation-begun');
  await carla.says('Originale');
  await carla.open(entry, 'entry-with-translation');
  await carla.says('Togli il collegamento');
}

// What the visitor and the desk read of laws, services, words and searches: the paths to visit.
export const OPEN = ['/servizi', '/catalogo/norme', '/catalogo/norme/decreto-legislativo-2001-151'];
export const OF_THE_DESK = ['/redazione/sinonimi', '/redazione/ricerche', '/redazione/norme', '/redazione/norme/decreto-legislativo-2001-151/cambiata'];
