// An answer that a colleague has to approve: it waits, keeps its question from being merged, is read by her, and leaves when she
// lets it. What its requester then asks beside it becomes a question of its own, is linked, and comes back.
export async function fourEyes(anna, carla, dora) {
  const rules = '/amministrazione/argomenti';
  await dora.open(rules, 'topic-rules');
  await dora.page.locator('#approval-1').selectOption('75');
  await dora.press('Salva', 'topic-rules-saved');
  const earlier = await ask(anna, 'Permessi per la scuola', 'Quanti permessi ho per la scuola di mio figlio?');
  const number = await ask(anna, 'Ancora sui permessi per la scuola', 'Posso avere un permesso per i colloqui a scuola?');
  await carla.open(`/coda/${number}`);
  await carla.press('Prendi in carico');
  await carla.fill({ body: 'Sì, con i permessi del tuo contratto.' });
  await carla.press('Manda in approvazione', 'approval-asked');
  await dora.open('/coda?vista=review&chi=tutte', 'review');
  await dora.open(`/coda/${number}/unione?con=${earlier}`, 'merge-waits');
  await dora.says('una risposta aspetta di essere approvata');
  await dora.open(`/coda/${number}`, 'approval');
  await dora.unfold('#remark');
  await dora.press('Rimanda indietro', 'approval-errors');
  await dora.press('Approva e invia', 'approved');
  await anna.open(`/domande/${number}`);
  await anna.says('con i permessi del tuo contratto');
  await anna.fill({ body: 'E per la gita?' });
  await anna.page.locator('main form[action$="/messaggi"] button').last().click();
  await anna.page.waitForLoadState();
  await splitAndMerge(anna, dora, number);
  await dora.open(rules);
  await dora.page.locator('#approval-1').selectOption('0');
  await dora.press('Salva');
}

async function ask(anna, subject, body) {
  await anna.open('/domande/nuova');
  await anna.fill({ topic: 'leggi-di-conciliazione', subject, body });
  await anna.press('Avanti');
  await anna.press('Conferma e invia');
  return /\d+/.exec(anna.path())[0];
}

async function splitAndMerge(anna, dora, number) {
  await dora.open(`/coda/${number}`, 'desk-split-offered');
  await dora.page.getByRole('link', { name: 'Fanne una domanda a parte' }).click();
  await dora.look('split');
  await dora.press('Crea la domanda a parte', 'split-errors');
  await dora.fill({ subject: 'Permesso per la gita', body: 'Posso avere un permesso per la gita?' });
  await dora.press('Crea la domanda a parte', 'split-made');
  const made = /\d+/.exec(dora.path())[0];
  await dora.unfold('form[action$="/collegamenti"] [name="other"]');
  await dora.press('Collega una domanda', 'link-errors');
  await dora.fill({ other: '1' });
  await dora.press('Collega una domanda', 'linked');
  await dora.press(/^Togli n\. 1$/, 'unlinked');
  await dora.open(`/coda/${made}/unione?con=${number}`, 'merge');
  await dora.press('Unisci le domande', 'merged');
  await anna.open(`/domande/${made}`, 'own-merged');
}
