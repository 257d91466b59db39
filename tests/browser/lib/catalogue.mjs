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

// What the visitor and the desk read of laws, services, words and searches: the paths to visit.
export const OPEN = ['/servizi', '/catalogo/norme', '/catalogo/norme/decreto-legislativo-2001-151'];
export const OF_THE_DESK = ['/redazione/sinonimi', '/redazione/ricerche', '/redazione/norme', '/redazione/norme/decreto-legislativo-2001-151/cambiata'];
