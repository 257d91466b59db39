// The texts of the mails: refused, previewed in the frame, saved, tried and given back.
const LIST = '/amministrazione/testi-email';

export async function mailTexts(dora, desk, address) {
  await dora.open(LIST, 'mail-texts');
  await dora.open(`${LIST}/deadline-digest/it`, 'mail-text-cases');
  await dora.open(`${LIST}/receipt/it`, 'mail-text');
  await dora.fill({ 'mail-receipt-text': ' ', 'mail-promise': 'Ti rispondiamo presto, {nome}.' });
  await dora.press('Salva i testi', 'mail-text-errors');
  await dora.fill({ 'mail-receipt-text': 'La tua domanda è qui.', 'mail-promise': 'Rispondiamo entro {scadenza}.' });
  await dora.page.getByRole('button', { name: 'Vedi nell’anteprima' }).click();
  await dora.page.frameLocator('iframe[name="preview"]').locator('p', { hasText: 'La tua domanda è qui.' }).waitFor();
  await dora.press('Salva i testi', 'mail-text-saved');
  await dora.press('Mandami una prova');
  await desk.mailTo(address, 'La tua domanda è qui.');
  await dora.press('Torna al testo del programma', 'mail-text-reset');
  await dora.page.getByRole('link', { name: 'Versione 1' }).click();
  await dora.look('mail-text-earlier');
}
