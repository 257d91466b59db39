// Mails that come in: one that becomes a question, and one that a person has to decide on.

const letter = (from, subject, text) => [
  `From: ${from}`, 'To: dialoga@provincia.milano.example', `Subject: ${subject}`, `Message-ID: <${subject.replaceAll(' ', '-')}@casa.example>`,
  'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', text, '',
].join('\r\n');

// Formatted as newsletters are, from two people, so that a person has to decide on it; with a file, and a link that pretends.
const formatted = (from) => [
  `From: ${from}`, 'To: dialoga@provincia.milano.example', 'Subject: Orari del nido', 'Message-ID: <nido@casa.example>',
  'Content-Type: multipart/mixed; boundary=p', '', '--p', 'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '',
  '<table width="600"><tr><td><h1>Orari del nido comunale</h1><p>Leggi https://comune.example/servizi/infanzia/nidi/orari-e-calendario-2026-2027-definitivo.html</p></td></tr>',
  '<tr><td><table><tr><th>Giorno</th><th>Accoglienza</th><th>Ricongiungimento</th><th>Prolungamento</th></tr>',
  '<tr><td>Mercoledì</td><td>dalle sette e mezza</td><td>pomeriggio</td><td>su richiesta</td></tr></table></td></tr>',
  '<tr><td><a href="https://male.example/">https://inps.example</a> <a href="https://inps.example@male.example/">https://inps.example@male.example/</a></td></tr></table>',
  '--p', 'Content-Type: text/plain; charset=utf-8; name=orari.txt', 'Content-Disposition: attachment; filename="orari.txt"', '', 'Dalle sette e mezza.', '--p--', '',
].join('\r\n');

export async function incomingMails(desk, person, own) {
  desk.run(['mail', 'receive'], letter('Zoe Verdi <zoe@casa.example>', 'Congedo per il papà', 'Buongiorno,\r\nspetta anche al padre?'));
  desk.run(['mail', 'receive'], letter(own, 'Una domanda da girare', 'Ti giro questa.\r\n\r\n-----Messaggio originale-----\r\nDa: Bea\r\n\r\nPosso?'));
  desk.run(['mail', 'receive'], formatted('Ada Riva <ada@casa.example>, Ugo Riva <ugo@casa.example>'));
  for (let tries = 0; ; tries += 1) {
    await person.page.goto(new URL('/coda/posta', person.base).href);
    const waits = async (subject) => await person.page.locator('main a', { hasText: subject }).count() > 0;
    if (await waits('Una domanda da girare') && await waits('Orari del nido')) break;
    if (tries > 40) throw new Error('the mails were not taken in');
    await new Promise((go) => setTimeout(go, 500));
  }
  // The queue of the desk says how many wait.
  await person.open('/coda', 'incoming-queue');
  await person.says('2 da verificare');
  await person.open('/coda/posta?stato=accolte', 'incoming-taken');
  await person.says('Congedo per il papà');
  await person.open('/coda/posta', 'incoming-held');
  const mail = await person.page.locator('main a', { hasText: 'Una domanda da girare' }).getAttribute('href');
  await person.open(mail, 'incoming-mail');
  await person.press('Accogli come domanda', 'incoming-mail-errors');
  await person.fill({ email: 'bea@casa.example', name: 'Bea Gialli' });
  await person.press('Accogli come domanda', 'incoming-mail-taken');
  await person.says('Ti giro questa.');
  await person.open('/coda/posta?stato=messe-da-parte', 'incoming-aside');
  await person.open('/coda/posta/riscontro', 'incoming-account');
  return asFormatted(person);
}

// The same mail with its file, and as its sender formatted it; answers its address.
async function asFormatted(person) {
  await person.open('/coda/posta');
  const mail = await person.page.locator('main a', { hasText: 'Orari del nido' }).getAttribute('href');
  await person.open(mail, 'incoming-files');
  const file = await person.page.locator('main a.dg-attachment').getAttribute('href');
  const sent = await person.page.context().request.get(new URL(file, person.base).href);
  if (await sent.text() !== 'Dalle sette e mezza.') throw new Error(`the file of the mail says ${await sent.text()}`);
  await person.page.locator('main a[href$="/formattata"]').click();
  await person.look('incoming-formatted');
  const frame = await person.page.locator('iframe').getAttribute('src');
  const labels = await person.inspector.lookInto(person, frame, 'incoming-frame', (page) => page.locator('.to').allInnerTexts());
  if (labels.join(' ') !== '[male.example] [male.example]') throw new Error(`links say that they lead to ${labels}`);
  return mail;
}
