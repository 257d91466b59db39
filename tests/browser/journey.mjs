// The journey of a question, in a browser with JavaScript and in one without: every page is looked at (lib/inspector).
import { chromium } from 'playwright-core';
import { linkIn, openDesk } from './lib/desk.mjs';
import { Inspector } from './lib/inspector.mjs';
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
    const page = await context.newPage();
    inspector.listen(page, `${mode}/${name}`, desk.base);
    const lab = withScripts ? undefined : await (await browser.newContext(options)).newPage();
    const person = new Person(name, page, lab, inspector, mode);
    person.base = desk.base;
    return person;
  };

  await desk.start();
  try {
    const visitor = await meet('visitor');
    await visitor.open('/', 'first-run');
    desk.addStaff('carla.riva@esempio.it', 'Carla Riva', 'expert', PASSWORD);
    desk.addStaff('dora.sala@esempio.it', 'Dora Sala', 'coordinator', PASSWORD);
    desk.addStaff('elio.meda@esempio.it', 'Elio Meda', 'analyst', PASSWORD);
    await visitor.open('/', 'home');
    for (const path of ['/catalogo', '/argomenti', '/privacy', '/accessibilita', '/note-legali', '/dati-aperti', '/domande-frequenti', '/segnalazione-disservizio', '/mappa', '/password/recupero', '/non/esiste']) {
      await visitor.open(path, path.slice(1).replaceAll('/', '-'));
    }
    await visitor.open('/?lingua=en', 'home-english');
    await inspector.checkLinks(visitor.page.context());

    const anna = await meet('anna');
    await anna.open('/registrazione', 'register');
    await anna.press('Crea l’account', 'register-errors');
    await anna.fill({ kind: 'worker', name: 'Anna Bianchi', municipality: null, email: 'anna.bianchi@esempio.it', password: PASSWORD, privacy: 'on' });
    await anna.press('Crea l’account', 'register-sent');
    const confirmation = await desk.mailTo('anna.bianchi@esempio.it', '/verifica/');
    await anna.open(linkIn(confirmation, '/verifica/'), 'confirm');
    await anna.press(/Conferma/, 'confirmed');
    await signIn(anna, 'anna.bianchi@esempio.it', true);

    await anna.open('/domande', 'own-empty');
    await anna.open('/domande/nuova', 'ask');
    await anna.press('Avanti', 'ask-errors');
    await anna.fill({ topic: 'non-so', subject: 'Congedo parentale a ore', body: 'Mio figlio ha due anni: posso ancora chiedere il congedo parentale a ore?' });
    await anna.press('Avanti', 'ask-review');
    await anna.press(/invia/i, 'ask-received');
    const number = /\d+/.exec(anna.path())[0];
    await desk.mailTo('anna.bianchi@esempio.it', `/domande/${number}`);
    await anna.open('/domande', 'own-list');
    await anna.open('/profilo', 'profile');
    await anna.open('/profilo/dati', 'own-data');

    const carla = await meet('carla');
    await signIn(carla, 'carla.riva@esempio.it');
    await carla.open('/coda', 'queue');
    await carla.open(`/coda/${number}`, 'desk-new');
    await carla.press(/Prendi in carico/i, 'desk-claimed');
    await carla.fill({ body: 'Sì. Il congedo parentale spetta **fino ai dodici anni** del figlio, anche a ore.' });
    await carla.press(/^Invia/, 'desk-answered');
    await desk.mailTo('anna.bianchi@esempio.it', 'rispost');

    await anna.open(`/domande/${number}`, 'own-answered');
    await anna.says('fino ai dodici anni');
    await inspector.checkLinks(anna.page.context());

    const dora = await meet('dora');
    await signIn(dora, 'dora.sala@esempio.it');
    for (const path of ['/coda', '/statistiche', '/redazione', '/amministrazione/utenti', '/amministrazione/utenti/invito', '/amministrazione/posta', '/profilo']) {
      await dora.open(path, `coordinator${path.replaceAll('/', '-')}`);
    }
    await inspector.checkLinks(dora.page.context());

    const elio = await meet('elio');
    await signIn(elio, 'elio.meda@esempio.it');
    await elio.open('/statistiche', 'analyst-statistics');
    await inspector.checkLinks(elio.page.context());

    for (const complaint of desk.complaints()) inspector.report(`${mode}/log`, complaint);
  } catch (error) {
    inspector.report(mode, `the journey ended early: ${error.stack}\n${desk.log()}`);
  } finally {
    for (const context of contexts) await context.close();
    await desk.stop();
  }
}

async function signIn(person, email, look = false) {
  await person.open('/accesso', look ? 'sign-in' : undefined);
  await person.fill({ email, password: PASSWORD });
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
