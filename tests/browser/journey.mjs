// The journey of a question, in a browser with JavaScript and in one without: every page is looked at (lib/inspector).
import { chromium } from 'playwright-core';
import { fourEyes } from './lib/approval.mjs';
import * as catalogue from './lib/catalogue.mjs';
import { linkIn, openDesk } from './lib/desk.mjs';
import * as erasure from './lib/erasure.mjs';
import { incomingMails } from './lib/incoming.mjs';
import { Inspector } from './lib/inspector.mjs';
import { byKeyboard } from './lib/keyboard.mjs';
import { mailTexts } from './lib/mail_texts.mjs';
import { Person } from './lib/person.mjs';

const PASSWORD = 'una frase che nessuno indovina';
const inspector = new Inspector();

async function journey(browser, mode) {
  const withScripts = mode === 'js';
  const desk = await openDesk();
  const contexts = [];
  const meet = async (name) => {
    const options = { locale: 'it-IT', timezoneId: 'Europe/Rome', baseURL: desk.base };
    const context = await browser.newContext({ ...options, javaScriptEnabled: withScripts });
    contexts.push(context);
    context.setDefaultTimeout(10000);
    const page = await context.newPage();
    inspector.listen(page, `${mode}/${name}`, desk.base);
    const lab = withScripts ? undefined : await (await browser.newContext(options)).newPage();
    const person = new Person(name, page, lab, inspector, mode);
    person.base = desk.base;
    return person;
  };

  try {
    await emptyDesk(meet, desk);
    await theDesk(meet, desk, mode);
    for (const complaint of desk.complaints()) inspector.report(`${mode}/log`, complaint);
  } catch (error) {
    inspector.report(mode, `the journey ended early: ${error.stack}\n${desk.log()}`);
  } finally {
    for (const context of contexts) await context.close();
    await desk.stop();
  }
}

// One page throws away a draft that another shows, and begins anew: what it keeps on this device stays there when the other
// learns that its draft is gone.
async function twoPages(anna) {
  const [here, there] = [anna.page, await anna.page.context().newPage()];
  const type = async (page, words) => {
    await page.locator('[name="body"]').fill(words);
    await page.locator('[name="body"]').blur();
  };
  const reads = (page, words) => page.locator('.dg-status', { hasText: words }).waitFor();
  const kept = (words) => here.waitForFunction((wanted) => Object.values(localStorage).some((copy) => copy.includes(wanted)), words);
  await anna.open('/domande/nuova');
  await type(here, 'Ci sono posti al nido?');
  await reads(here, 'Bozza salvata');
  await there.goto(here.url());
  await anna.open('/domande/nuova');
  await anna.press('Elimina la bozza');
  await anna.open('/domande/nuova');
  await type(here, 'Posso lavorare part-time?');
  await reads(here, 'Bozza salvata');
  await kept('part-time');
  // It saves before it keeps anything on this device.
  await there.locator('[name="body"]').evaluate((field) => {
    field.value += ' A Rho?';
    field.dispatchEvent(new Event('change'));
  });
  await reads(there, 'Questa bozza non c’è più');
  await kept('part-time');
  await there.close();
  await anna.open('/domande/nuova');
  await anna.press('Elimina la bozza');
}

// What somebody sees who has just started the program.
async function emptyDesk(meet, desk) {
  await desk.start();
  const visitor = await meet('owner');
  for (const [path, name] of [['/', 'first-run'], ['/catalogo', 'empty-catalogue'], ['/argomenti', 'empty-topics']]) {
    await visitor.open(path, name);
  }
  await desk.halt();
}

// A desk of two years: everybody visits all their pages, and one question walks the whole way.
async function theDesk(meet, desk, mode) {
  desk.run(['demo', '--tickets', '40', '--seed', '7']);
  for (const [name, role] of [['Carla Riva', 'expert'], ['Dora Sala', 'coordinator'], ['Elio Meda', 'analyst'], ['Fabio Ossi', 'admin']]) {
    desk.addStaff(address(name), name, role, PASSWORD);
  }
  await desk.start();

  const visitor = await meet('visitor');
  const open = ['/', '/argomenti', '/domande-frequenti', '/segnalazione-disservizio', '/mappa', '/privacy', '/accessibilita', '/note-legali',
    '/dati-aperti', '/dati-aperti/riquadro', '/password/recupero', '/catalogo', '/catalogo?q=congedo', '/catalogo?q=zzzzzz', ...catalogue.OPEN, '/non/esiste'];
  await visit(visitor, open);
  await visitor.open('/catalogo?q=congedo');
  await visitor.page.locator('main a[href^="/catalogo/"]').first().click();
  await visitor.look('entry');
  await visitor.page.getByRole('link', { name: 'No, non è stata utile' }).click();
  await visitor.look('useful');
  await visitor.fill({ reason: 'complete', note: 'Scrivetemi a anna.bianchi@esempio.it' });
  await visitor.press('Invia la risposta', 'useful-errors');
  await visitor.fill({ note: 'Manca la data.' });
  await visitor.press('Invia la risposta', 'entry-voted');
  await visitor.says('la tua risposta ci aiuta');
  if (mode === 'js') await visit(visitor, ['/?lingua=en', '/catalogo?q=congedo', '/registrazione', '/domande-frequenti', '/accessibilita', '/privacy', '/note-legali'], 'en');
  await inspector.checkLinks(visitor.page.context());

  const anna = await meet('anna');
  const email = address('Anna Bianchi');
  await anna.open('/registrazione', 'register');
  await anna.press('Crea l’account', 'register-errors');
  await anna.fill({ kind: 'worker', name: 'Anna Bianchi', municipality: null, email, password: PASSWORD, privacy: 'on' });
  await anna.press('Crea l’account', 'register-sent');
  await anna.open(linkIn(await desk.mailTo(email, '/verifica/'), '/verifica/'), 'confirm');
  await anna.press('Conferma l’indirizzo', 'confirmed');
  await anna.open('/accesso', 'sign-in');
  await anna.press('Accedi', 'sign-in-errors');
  await signIn(anna);

  await visit(anna, ['/domande', '/profilo', '/profilo/dati']);
  if (mode === 'js') await twoPages(anna);
  await anna.open('/domande/nuova', 'ask');
  await anna.press('Avanti', 'ask-errors');
  await anna.fill({ topic: 'leggi-di-conciliazione', subject: 'Congedo parentale a ore', body: 'Mio figlio ha due anni: posso ancora chiedere il congedo parentale a ore?' });
  await anna.press('Salva la bozza', 'ask-saved');
  await anna.open('/domande/nuova', 'ask-draft');
  await anna.press('Avanti', 'ask-review');
  await anna.press('Conferma e invia', 'ask-received');
  await anna.says('Abbiamo ricevuto la tua domanda');
  const number = /\d+/.exec(anna.path())[0];
  // The link of the mail asks for no password, and shows nothing else.
  const receipt = await desk.mailTo(email, `/domande/${number}`);
  await visitor.open(linkIn(receipt, '/segui/'), 'follow');
  await visitor.open(`${linkIn(receipt, '/segui/')}?stampa=1`, 'follow-print');
  await visitor.open('/segui/niente', 'follow-useless');
  await visitor.press(/^(Mandami il link|Send me the link)$/, 'follow-errors');
  await visit(visitor, ['/segui', '/segui/inviato']);

  const dora = await meet('dora');
  await signIn(dora);
  const mail = await incomingMails(desk, dora, address('Dora Sala'));
  await dora.open(`/coda/${number}`);
  await dora.unfold('input[name="due_date"]');
  await dora.press('Sposta la scadenza', 'deadline-errors');
  await dora.fill({ until: '24', reason: 'Aspettiamo un parere sul congedo a ore.' });
  await dora.press('Sposta la scadenza', 'deadline-moved');
  await anna.open(`/domande/${number}`, 'own-deadline-moved');
  await anna.says('Aspettiamo un parere');

  const carla = await meet('carla');
  await signIn(carla);
  await visit(carla, ['/coda', `/coda/${number}`]);
  await carla.press('Prendi in carico', 'desk-claimed');
  await writing(carla, dora, number, mode);
  await carla.fill({ body: 'In quale azienda lavori?' });
  await carla.press('Chiedi un chiarimento', 'desk-asked-back');
  await desk.mailTo(email, 'chiariment');
  await anna.open(`/domande/${number}`, 'own-waiting');
  await anna.fill({ body: 'In una piccola impresa di Rho.' });
  await anna.press('Invia la risposta', 'own-replied');
  await carla.open(`/coda/${number}`, 'desk-replied');
  await carla.fill({ body: 'Sì. Il congedo parentale spetta **fino ai dodici anni** del figlio, anche a ore.' });
  await carla.press('Invia la risposta', 'desk-answered');

  await anna.open(`/domande/${number}`, 'own-answered');
  await anna.open(`/domande/${number}?stampa=1`, 'own-print');
  await anna.open(`/domande/${number}`);
  await anna.says('fino ai dodici anni');
  const answered = await desk.mailTo(email, 'voto=no');
  const vote = linkIn(answered, 'voto=no');
  await visitor.open(vote, 'vote');
  await visitor.press(/^(Invia|Send)$/);
  await visitor.look('rated-no');
  await anna.open(`/domande/${number}`, 'own-unhappy');
  await visit(carla, ['/coda/valutazioni']);
  await anna.open(`/domande/${number}`);
  await anna.unfold('[name="helpful"][value="yes"]');
  await anna.press('Sì, mi è stata utile', 'own-rated');
  await anna.open('/domande', 'own-list');
  await inspector.checkLinks(anna.page.context());

  // The answer becomes knowledge: written by one, published by another, found by anyone.
  await carla.open(`/coda/${number}`);
  await carla.press('Proponi per il catalogo', 'entry-draft');
  const entry = carla.path();
  await carla.unfold('textarea[name="summary"]');
  await carla.fill({ title: 'Il congedo parentale a ore dopo i due anni', audience: 'worker', summary: 'Spetta fino ai dodici anni del figlio.' });
  await carla.press('Salva e manda in revisione', 'entry-not-confirmed');
  await carla.fill({ rewritten: 'on' });
  await carla.press('Salva e manda in revisione', 'entry-in-review');
  await catalogue.attaches(carla, entry);
  await visit(carla, ['/redazione', '/redazione/nuova', '/redazione?stato=programmate', '/redazione/verifiche', '/redazione/verifiche?di=tutte', '/redazione/verifiche?di=traduzioni', `${entry}/versioni/1`]);
  await inspector.checkLinks(carla.page.context());

  await visit(dora, ['/coda', '/coda/quadro', '/redazione', '/statistiche', '/statistiche/ripartizioni', '/statistiche/attese?per=chi', '/statistiche/andamento', '/statistiche/confronto', '/statistiche/domande', '/statistiche/esperte', '/statistiche/approvazioni', '/statistiche/soddisfazione', '/statistiche/riaperture', '/statistiche/bisogni', '/statistiche/catalogo', '/statistiche/posta', '/statistiche/rapporti', '/statistiche/indicatori', '/statistiche/indicatori/obiettivi', '/amministrazione', '/amministrazione/utenti', '/amministrazione/utenti/invito', '/amministrazione/posta', '/profilo']);
  await dora.open(entry, 'entry-to-review');
  await dora.press('Pubblica la scheda', 'entry-published');
  for (let tries = 0; tries < 20; tries += 1) {
    await visitor.open('/catalogo?q=congedo+a+ore+dopo+i+due+anni&lingua=it');
    if ((await visitor.page.innerText('main')).includes('Il congedo parentale a ore dopo i due anni')) break;
    await visitor.page.waitForTimeout(100);
  }
  await visitor.look('found');
  await visitor.says('Il congedo parentale a ore dopo i due anni');
  await catalogue.translates(carla, entry);
  await visit(carla, catalogue.OF_THE_DESK);
  await catalogue.lawChanged(carla);
  await catalogue.isEnough(anna);
  await theSameAgain(anna, carla, mode);
  const absence = await goesAway(carla);
  await fourEyes(anna, carla, dora);
  await manyQuestions(carla);
  if (mode === 'js') await byKeyboard(anna, carla);
  await mailTexts(dora, desk, address('Dora Sala'));
  await dora.open('/amministrazione/scadenze', 'policies');
  await dora.open('/amministrazione/scadenze/1', 'policy');
  await dora.fill({ hours: '36', night_from: '20:00', night_until: '08:00' });
  await dora.press('Aggiungi un avviso', 'policy-row');
  await dora.fill({ step5_amount: '4', step5_unit: 'before' });
  await dora.press('Salva la regola', 'policy-wrong');
  await dora.tick('[name="step5_to[]"][value="coordinators"]');
  await dora.press('Salva la regola', 'policy-saved');
  await dora.says('tempo: da 48 a 36 ore');
  await dora.press('Torna alla configurazione');
  await dora.open('/amministrazione/scadenze/nuova', 'policy-new');
  await dora.open('/amministrazione/scadenze/prova?giorno=2026-11-27&ora=23:00', 'policy-trial');
  await dora.open('/amministrazione/calendari/1', 'calendar');
  await dora.fill({ day_fri: '9-13' });
  await dora.press('Salva la settimana', 'calendar-saved');
  await dora.page.locator('#special_date').fill('2026-12-24');
  await dora.page.locator('#special_hours').fill('9-13');
  await dora.press('Aggiungi il giorno', 'calendar-half-day');
  await dora.says('24 dicembre 2026: 09:00-13:00');
  await dora.open('/amministrazione/calendari/1/anno?anno=2026', 'calendar-year');
  await dora.open('/amministrazione/instradamento/nuova', 'routing-new');
  await dora.press('Salva la regola', 'routing-errors');
  await dora.fill({ name: 'Licenziamenti', words: 'licenziamento, congedo parentale', priority: 'high' });
  await dora.press('Salva la regola', 'routing-made');
  await dora.open('/amministrazione/instradamento/prova', 'routing-try');
  await dora.fill({ subject: 'Vorrei il congedo parentale' });
  await dora.press('Prova', 'routing-tried');
  await dora.says('Licenziamenti');
  await dora.open('/amministrazione/instradamento', 'routing');
  await dora.page.getByRole('link', { name: 'Licenziamenti' }).click();
  await dora.look('routing-rule');
  await dora.open('/amministrazione/gruppi', 'groups');
  await dora.page.locator('main a[href^="/amministrazione/gruppi/"]').first().click();
  await dora.look('group');
  await dora.open('/amministrazione/assenze');
  await dora.page.locator('select[name="person"]').selectOption({ label: 'Carla Riva' });
  await dora.fill({ first: '2099-12-07', last: '2099-12-11' });
  await dora.press('Segna l’assenza', 'absence-noted');
  await dora.page.getByRole('link', { name: 'Domande di Carla Riva' }).first().click();
  await dora.look('absence-questions');
  await dora.open('/amministrazione/utenti');
  await dora.page.locator('main a[href^="/amministrazione/utenti/"]:not([href$="invito"])').last().click();
  await dora.look('user');
  await inspector.checkLinks(dora.page.context());
  if (mode === 'js') await inEnglish(anna, carla, dora, { number, absence, mail });

  for (const [name, pages] of [['Elio Meda', ['/statistiche', '/statistiche/ripartizioni', '/statistiche/attese?per=chi', '/statistiche/andamento', '/statistiche/confronto', '/statistiche/rapporti', '/statistiche/indicatori', '/statistiche-aperte', '/profilo']], ['Fabio Ossi', ['/amministrazione', '/amministrazione/utenti', '/amministrazione/posta', '/amministrazione/argomenti', '/profilo']]]) {
    const person = await meet(name.split(' ')[0].toLowerCase());
    await signIn(person);
    await visit(person, pages);
    await inspector.checkLinks(person.page.context());
  }
  const gina = await meet('gina');
  await erasure.erasing(gina, dora, desk, { email: address('Gina Testa'), password: PASSWORD, signIn });
}

// What is typed at the desk is looked at, kept, filled in and asked about before it is sent.
async function writing(carla, dora, number, mode) {
  const body = carla.page.locator('#answer [name="body"]');
  const canned = '/amministrazione/risposte-pronte';
  await visit(dora, [canned, `${canned}/nuova`]);
  await dora.press('Salva', 'canned-errors');
  await dora.fill({ title: 'Saluti', body: 'Gentile {nome},\n\n{firma}' });
  await dora.press('Anteprima', 'canned-preview');
  await dora.press('Salva', 'canned-saved');

  await carla.open(`/coda/${number}`);
  await body.fill('Puoi chiederlo **fino ai dodici anni** del figlio.');
  await carla.fill({ canned: null });
  if (mode === 'js') {
    await carla.page.getByRole('button', { name: 'Inserisci', exact: true }).click();
    await carla.page.waitForFunction(() => document.getElementById('body').value.includes('Gentile Anna Bianchi'));
    await carla.page.getByRole('button', { name: 'Anteprima' }).click();
    await carla.page.locator('[data-preview] strong').waitFor();
    await carla.look('desk-preview');
    await carla.page.locator('[data-status]', { hasText: 'Bozza salvata' }).first().waitFor();
  } else {
    await carla.press('Inserisci');
    await carla.press('Anteprima', 'desk-preview');
    await carla.press('Salva la bozza');
  }
  await carla.open(`/coda/${number}`, 'desk-draft');
  const typed = await body.inputValue();
  if (!typed.includes('dodici anni') || !typed.includes('Gentile Anna Bianchi')) throw new Error(`not kept: ${typed}`);

  await carla.unfold('select[name="of"]');
  await carla.press('Chiedi il parere', 'desk-opinion-errors');
  await carla.page.locator('select[name="of"]').selectOption({ label: 'Dora Sala' });
  await carla.fill({ word: 'Ti torna?' });
  await carla.press('Chiedi il parere', 'desk-opinion-asked');
  await visit(dora, ['/coda/pareri', `/coda/${number}`, `/coda/${number}/altre`]);
  await dora.page.goto(new URL(`/coda/${number}`, dora.base).href);
  await dora.page.locator('#note').fill('Sì, mi torna.');
  await dora.press('Aggiungi la nota', 'desk-opinion-given');
  await carla.open(`/coda/${number}`, 'desk-opinion-read');
  await carla.says('Sì, mi torna.');
}

// Who asks the same again is answered from what is known.
async function theSameAgain(anna, carla, mode) {
  await anna.open('/domande/nuova');
  await anna.fill({ topic: 'leggi-di-conciliazione', subject: 'Congedo a ore per il papà', body: 'Il congedo parentale a ore spetta anche al padre di un figlio di due anni?' });
  await anna.press('Avanti');
  await anna.press('Conferma e invia');
  const number = /\d+/.exec(anna.path())[0];
  await carla.open(`/coda/${number}`);
  await carla.press('Prendi in carico');
  for (let tries = 0; tries < 50; tries += 1) {
    if (await carla.page.getByRole('button', { name: /Copia nella mia risposta/, includeHidden: true }).count() > 0) break;
    await carla.page.waitForTimeout(100);
    await carla.open(`/coda/${number}`);
  }
  await carla.page.locator('.dg-similar summary').first().click();
  await carla.look('desk-similar');
  if (mode === 'js') {
    await carla.page.getByRole('button', { name: /Metti il link/ }).first().click();
    await carla.page.getByRole('button', { name: /Copia nella mia risposta/ }).first().click();
    await carla.page.locator('#similar-q').fill('zzzz');
    await carla.page.locator('#similar-q').press('Enter');
    await carla.page.locator('[data-similar-list]', { hasText: 'Nessun risultato' }).waitFor();
  } else {
    await carla.press(/Metti il link/);
    await carla.page.locator('.dg-similar summary').first().click();
    await carla.press(/Copia nella mia risposta/, 'desk-copied');
  }
  const typed = await carla.page.locator('#answer [name="body"]').inputValue();
  if (!typed.includes('](/catalogo/') || !typed.includes('dodici anni')) throw new Error(`not put into the answer: ${typed}`);
  await carla.press('Invia la risposta', 'desk-answered-again');
  await carla.says('Scritta a partire dalla domanda');
  await visit(carla, ['/avvisi', '/profilo/avvisi']);
  await byVoice(carla);
  await carla.open('/coda/ricerca', 'desk-search-empty');
  await carla.open('/coda/ricerca?q=congedo', 'desk-search');
  await carla.says('Congedo a ore per il papà');
}

// Who will be away says so, and changes it; answers where.
async function goesAway(carla) {
  await carla.open('/profilo/assenze', 'absences-own');
  await carla.press('Segna l’assenza', 'absence-errors');
  await carla.fill({ first: '2099-03-02', last: '2099-03-06', stand_in: null });
  await carla.press('Segna l’assenza');
  await carla.page.getByRole('link', { name: /^Cambia \(/ }).click();
  await carla.look('absence-change');
  const path = carla.path();
  await carla.fill({ last: '2099-03-01' });
  await carla.press('Salva l’assenza', 'absence-change-errors');
  await carla.fill({ last: '2099-03-09' });
  await carla.press('Salva l’assenza', 'absence-changed');
  await carla.says('9 marzo 2099');
  return path;
}

// A question that is asked by telephone, by somebody without an email.
async function byVoice(carla) {
  await carla.open('/coda/nuova', 'typed-in');
  await carla.fill({ body: 'Mio padre ha la 104: posso assentarmi due ore?' });
  await carla.press('Registra la domanda', 'typed-in-errors');
  await carla.fill({ name: 'Nadia Conti', phone: '333 1234567', privacy: '1' });
  await carla.press('Registra e prendi in carico', 'typed-in-taken');
  await carla.says('3331234567');
}

// The lists of the queue: narrowed, saved under a name, and several questions at once.
async function manyQuestions(carla) {
  await visit(carla, ['/coda?chi=tutte&testo=congedo', '/coda?vista=closed&chi=tutte&testo=congedo', '/coda?chi=tutte&testo=zzzz',
    '/coda?vista=todo&chi=tutte&tipo=worker&ordina=recenti', '/coda?vista=week&chi=tutte', '/coda/viste?vista=todo&chi=tutte&tipo=worker']);
  await carla.press('Salva la vista', 'view-errors');
  await carla.fill({ name: 'Chi lavora' });
  await carla.press('Salva la vista', 'view-saved');
  await carla.open('/coda/viste', 'views');
  await carla.open('/coda?vista=todo&chi=libere&scelte=tutte', 'all-chosen');
  for (const [button, name] of [[/^Cambia argomento/, 'bulk-topic'], [/^Chiudi/, 'bulk-close'], [/^Assegna/, 'bulk-assign']]) {
    await carla.open('/coda?vista=todo&chi=libere&scelte=tutte');
    await carla.press(button, name);
  }
  await carla.press('Assegna', 'bulk-errors');
  await carla.fill({ to: null });
  await carla.press('Assegna', 'bulk-partly');
  await carla.says('non sono state assegnate');
}

// The screens of the desk and of whoever asks, in the other language: no text is missing, and none is too long for its place.
async function inEnglish(anna, carla, dora, { number, absence, mail }) {
  const pages = [
    [anna, ['/domande', '/domande/nuova', `/domande/${number}`, '/profilo']],
    [carla, ['/coda', '/coda/nuova', '/coda/pareri', '/coda/viste', '/avvisi', '/profilo/avvisi', '/profilo/assenze', absence, '/coda?vista=closed&chi=tutte&testo=congedo', '/redazione', '/redazione/verifiche?di=tutte']],
    [dora, ['/coda/quadro', `/coda/${number}`, '/coda/valutazioni', '/statistiche', '/amministrazione', '/amministrazione/utenti',
      '/amministrazione/argomenti', '/amministrazione/gruppi', '/amministrazione/instradamento', '/amministrazione/instradamento/prova',
      '/amministrazione/assenze', '/amministrazione/scadenze', '/amministrazione/scadenze/1', '/amministrazione/calendari/1',
      '/amministrazione/risposte-pronte', '/amministrazione/posta', '/amministrazione/testi-email',
      '/coda/posta', '/coda/posta?stato=accolte', '/coda/posta?stato=messe-da-parte', '/coda/posta/riscontro', mail, `${mail}/formattata`]],
  ];
  for (const [person, paths] of pages) {
    await person.open('/profilo?lingua=en');
    await visit(person, paths, 'en');
    await person.open('/profilo?lingua=it');
  }
}

async function visit(person, paths, suffix = '') {
  for (const path of paths) {
    const words = path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home';
    await person.open(path, [person.name, words, suffix].filter(Boolean).join('-'));
  }
}

function address(name) {
  return `${name.toLowerCase().replace(' ', '.')}@esempio.it`;
}

async function signIn(person) {
  const whole = { anna: 'Anna Bianchi', carla: 'Carla Riva', dora: 'Dora Sala', elio: 'Elio Meda', fabio: 'Fabio Ossi', gina: 'Gina Testa' }[person.name];
  await person.open('/accesso');
  await person.fill({ email: address(whole), password: PASSWORD });
  await person.press('Accedi');
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
});
try {
  for (const mode of ['js', 'nojs']) await journey(browser, mode);
} finally {
  await browser.close();
}
for (const problem of inspector.problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`journey: ${inspector.pages} pages looked at, ${inspector.problems.length} problems\n`);
process.exitCode = inspector.problems.length === 0 ? 0 : 1;
