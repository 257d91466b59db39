// A desk of its own for the journey: a process on a free port, with database, files and mail in a folder of its own.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const binary = process.env.DIALOGA_BINARY ?? join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug/dialoga');

export async function openDesk(settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'dialoga-browser-'));
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const environment = {
    ...process.env,
    DIALOGA__SERVER__BIND: `127.0.0.1:${port}`,
    DIALOGA__SERVER__PUBLIC_URL: base,
    DIALOGA__DATABASE__URL: `sqlite:${folder}/desk.db`,
    DIALOGA__STORAGE__DIR: folder,
    DIALOGA__MAIL__FILE_DIR: join(folder, 'mail'),
    DIALOGA__SCHEDULE__OUTBOX: '1s',
    ...settings,
  };
  const run = (args, input) => {
    const done = spawnSync(binary, args, { cwd: folder, env: environment, input, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`dialoga ${args.join(' ')}: ${done.stderr}`);
    return done.stdout;
  };
  let log = '';
  let server;
  return {
    base,
    run,
    async start() {
      server = spawn(binary, [], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
      server.stderr.on('data', (data) => { log += data; });
      for (let tries = 0; tries < 100; tries += 1) {
        if (server.exitCode !== null) break;
        const ready = await fetch(`${base}/readyz`).then((answer) => answer.ok, () => false);
        if (ready) return;
        await new Promise((go) => setTimeout(go, 100));
      }
      throw new Error(`the desk did not open:\n${log}`);
    },
    log: () => (server?.exitCode ?? null) === null ? log : `the desk ended with ${server.exitCode}\n${log}`,
    // Whatever the desk complained of.
    complaints: () => log.split('\n').filter((line) => /\b(WARN|ERROR)\b/.test(line)),
    addStaff(email, name, role, password) {
      run(['user', 'add', '--email', email, '--name', name, '--role', role, '--password-stdin'], `${password}\n`);
    },
    // The newest mail to an address whose text holds a word; waits for the outbox.
    async mailTo(address, word) {
      for (let tries = 0; tries < 100; tries += 1) {
        const found = mails(join(folder, 'mail')).filter((mail) => mail.to.includes(address) && mail.text.includes(word));
        if (found.length > 0) return found.at(-1);
        await new Promise((go) => setTimeout(go, 100));
      }
      throw new Error(`no mail to ${address} with «${word}»`);
    },
    async halt() {
      if (!server || server.exitCode !== null) return;
      const ended = new Promise((go) => server.once('exit', go));
      server.kill('SIGTERM');
      await ended;
      if (server.exitCode !== 0) throw new Error(`the desk ended with ${server.exitCode}:\n${log}`);
    },
    async stop() {
      await this.halt();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort() {
  return new Promise((go, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => go(port));
    });
  });
}

function mails(folder) {
  let names = [];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.eml'));
  } catch {
    return []; // nothing was sent yet
  }
  const byTime = names.map((name) => join(folder, name)).sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs);
  return byTime.map((path) => {
    const raw = readFileSync(path, 'utf8');
    return { raw, to: /^To: (.*(?:\r?\n[ \t].*)*)/m.exec(raw)?.[1] ?? '', text: plainPart(raw) };
  });
}

// The text/plain part, decoded (RFC 2045).
function plainPart(raw) {
  const part = /Content-Type: text\/plain[^]*?\r?\n\r?\n([^]*?)(?=\r?\n--)/i.exec(raw);
  if (!part) return raw;
  const head = part[0].slice(0, part[0].search(/\r?\n\r?\n/));
  if (/base64/i.test(head)) return Buffer.from(part[1], 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head)) return part[1];
  const bytes = part[1].replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

// The path of the first link of a mail that contains a part.
export function linkIn(mail, part) {
  const url = mail.text.split(/\s+/).find((word) => word.startsWith('http') && word.includes(part));
  if (!url) throw new Error(`no link with ${part} in:\n${mail.text}`);
  const { pathname, search } = new URL(url);
  return pathname + search;
}
