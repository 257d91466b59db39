import { linkIn } from './desk.mjs';

// Somebody registers, has her data erased, and the register of the desk says so.
export async function erasing(gina, dora, desk, { email, password, signIn }) {
  await gina.open('/registrazione');
  await gina.fill({ kind: 'worker', name: 'Gina Testa', municipality: null, email, password, privacy: 'on' });
  await gina.press('Crea l’account');
  await gina.open(linkIn(await desk.mailTo(email, '/verifica/'), '/verifica/'));
  await gina.press('Conferma l’indirizzo');
  await signIn(gina);
  await gina.open('/domande/nuova');
  await gina.fill({ topic: 'leggi-di-conciliazione', subject: 'Nido', body: 'Ci sono ancora posti al nido?' });
  await gina.press('Avanti');
  await gina.press('Conferma e invia');
  await gina.open('/profilo/dati', 'own-data');
  await gina.open('/profilo/dati/cancellazione', 'erase-open');
  await gina.says('Hai una domanda aperta');
  await gina.page.getByRole('link', { name: /Nido/ }).click();
  await gina.unfold('[name="word"]');
  await gina.press('Ho risolto: chiudi la domanda');
  await gina.open('/profilo/dati/cancellazione', 'erase');
  await gina.page.getByRole('link', { name: 'Vai all’ultimo passo' }).click();
  await gina.look('erase-confirm');
  await gina.press('Cancella i miei dati per sempre', 'erase-errors');
  await gina.fill({ current_password: password, sure: '1' });
  await gina.press('Cancella i miei dati per sempre', 'erased');
  await gina.says('Abbiamo cancellato i tuoi dati');
  await desk.mailTo(email, 'ultima email');

  await dora.open('/amministrazione/cancellazioni', 'erasures');
  await dora.says('La persona, dalla sua pagina');
  await dora.press('Controlla', 'erasures-errors');
}
