// Mails that come in: one that becomes a question, and one that a person has to decide on.

const letter = (from, subject, text) => [
  `From: ${from}`, 'To: dialoga@provincia.milano.example', `Subject: ${subject}`, `Message-ID: <${subject.replaceAll(' ', '-')}@casa.example>`,
  'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', text, '',
].join('\r\n');

export async function incomingMails(desk, person, own) {
  desk.run(['mail', 'receive'], letter('Zoe Verdi <zoe@casa.example>', 'Congedo per il papà', 'Buongiorno,\r\nspetta anche al padre?'));
  desk.run(['mail', 'receive'], letter(own, 'Una domanda da girare', 'Ti giro questa.\r\n\r\n-----Messaggio originale-----\r\nDa: Bea\r\n\r\nPosso?'));
  for (let tries = 0; ; tries += 1) {
    await person.page.goto(new URL('/coda/posta', person.base).href);
    if (await person.page.locator('main a', { hasText: 'Una domanda da girare' }).count()) break;
    if (tries > 40) throw new Error('the mails were not taken in');
    await new Promise((go) => setTimeout(go, 500));
  }
  // The queue of the desk says how many wait.
  await person.open('/coda', 'incoming-queue');
  await person.says('una da verificare');
  await person.open('/coda/posta?stato=accolte', 'incoming-taken');
  await person.says('Congedo per il papà');
  await person.open('/coda/posta', 'incoming-held');
  const mail = await person.page.locator('main a', { hasText: 'Una domanda da girare' }).getAttribute('href');
  await person.open(mail, 'incoming-mail');
  await person.press('Accogli come domanda', 'incoming-mail-errors');
  await person.fill({ email: 'bea@casa.example', name: 'Bea Gialli' });
  await person.press('Accogli come domanda', 'incoming-mail-taken');
  await person.says('Ti giro questa.');
}
