// An expert who never touches the mouse: down the list, one taken, answered, and back.
export async function byKeyboard(anna, carla) {
  const { page } = carla;
  const focused = (css) => page.waitForFunction((wanted) => document.activeElement.matches(wanted), css);
  const moves = async (key) => { await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]); };
  const list = '/coda?vista=todo&chi=libere&ordina=recenti';
  await anna.open('/domande/nuova');
  await anna.fill({ topic: 'leggi-di-conciliazione', subject: 'Orario flessibile per chi assiste', body: 'Assisto mia madre: posso chiedere un orario flessibile?' });
  await anna.press('Avanti');
  await anna.press('Conferma e invia');
  const number = /\d+/.exec(anna.path())[0];
  await carla.open(list);
  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  await carla.look('keyboard-help');
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' }).catch(() => {});
  await page.keyboard.press('j');
  await focused(`a.dg-open[href="/coda/${number}"]`);
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowUp');
  await focused(`a.dg-open[href="/coda/${number}"]`);
  await page.keyboard.press('x');
  if (await page.locator('.dg-tick:checked').count() !== 1) throw new Error('x ticks nothing');
  await carla.look('keyboard-ticked');
  await page.keyboard.press('x');
  await moves('c');
  await carla.says('È in carico a te');
  await page.keyboard.press('a');
  await focused('textarea[name=body]');
  // Letters are letters where one writes.
  await page.keyboard.type('Sì, puoi chiederlo: ogni x ore, anche con una nota.');
  for (let tries = 0; tries < 60 && !await page.evaluate(() => document.activeElement.matches('button[name=outcome][value=answer]')); tries += 1) await page.keyboard.press('Tab');
  await moves('Enter');
  await carla.says('Risposta inviata');
  await moves('u');
  if (!page.url().endsWith(list)) throw new Error(`u leads to ${page.url()}`);
  await moves('/');
  await page.keyboard.press('/');
  await focused('input[type=search]');
  await page.keyboard.press('Tab');
  await page.keyboard.press('g');
  await moves('q');
  // Switched off, a letter does nothing.
  await page.keyboard.press('?');
  await page.locator('#keys-on').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  if (await page.evaluate(() => document.activeElement.matches('.dg-open'))) throw new Error('j works though it is switched off');
  await page.evaluate(() => localStorage.removeItem('dialoga-keys-off'));
  // What somebody asks meanwhile is told, and the list stays as it is.
  await carla.open(list);
  const rows = await page.locator('tr[data-number]').count();
  await anna.open('/domande/nuova');
  await anna.fill({ topic: 'leggi-di-conciliazione', subject: 'Permessi per la visita', body: 'Ho diritto a un permesso per la visita pediatrica?' });
  await anna.press('Avanti');
  await anna.press('Conferma e invia');
  await page.locator('[data-live] [role=status]', { hasText: '1 nuova domanda.' }).waitFor();
  if (await page.locator('tr[data-number]').count() !== rows) throw new Error('the list changed by itself');
  await carla.look('queue-news');
}
