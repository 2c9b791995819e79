// Serves the record of the demonstration and has everything that it gives to others judged by validators that are not ours. Called by
// `make validate`; `validate.py` beside it judges files, feeds, the description of the API and linked data.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { startServer } from '../../tests/browser/lib/server.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TOOLS = `${ROOT}.tools/validate`;
const SLUG = 'lachin';
/** What is no mistake here: each with why. */
const HTML = {
  extends: ['html-validate:standard', 'html-validate:a11y'],
  root: true,
  rules: {
    // How bytes are spelled is Leptos' matter: attributes in its own order and style.
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'attr-quotes': 'off',
    'doctype-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    // Words of the record are as long as they are.
    'long-title': 'off',
    // A button sends the form that it stands in, which is what all of ours are for.
    'no-implicit-button-type': 'off',
    // Spaces that do not break are letters here.
    'tel-non-breaking': 'off',
  },
};

let broken = 0;
// Under a public address: only then does a site tell what needs whole addresses.
const port = await freePort();
const folder = mkdtempSync(path.join(tmpdir(), 'corridor-validate-'));
const data = path.join(folder, 'data');
const fixture = (name) => `${ROOT}tests/fixtures/lachin/${name}`;
corridor('corridors', 'add', '--from', fixture('lachin.json'), '--data', data);
corridor('import', fixture('lachin-claims.csv'), fixture('lachin-events.csv'), '--data', data);
const env = { CORRIDOR_PUBLIC_URL: `http://127.0.0.1:${port}` };
const demo = await startServer({ args: ['serve', '--data', data], listen: `127.0.0.1:${port}`, env });
try {
  await pages();
  run('files, feeds, API, linked data', `${TOOLS}/venv/bin/python`, [`${ROOT}scripts/validate/validate.py`, demo.url, folder, SLUG]);
  run('API, asked at random', `${TOOLS}/venv/bin/schemathesis`, [
    // That an unknown carrier is refused is no fault: a schema cannot know the names of a record.
    'run', `${demo.url}/api/openapi.json`, '--url', demo.url, '--checks', 'all', '--exclude-checks', 'positive_data_acceptance', '--max-examples', '30', '--seed', '1', '--workers', '1',
    '--suppress-health-check', 'all', '--no-color',
  ], folder);
} finally {
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = broken ? 1 : 0;

function corridor(...args) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CORRIDOR_')));
  execFileSync(process.env.CORRIDOR_BINARY, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** All pages that the site map names, and what they link within the site, up to a bound. */
async function pages() {
  const map = await (await fetch(`${demo.url}/sitemap.xml`)).text();
  const named = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => new URL(address).pathname);
  const waiting = ['/', '/about', ...named.filter((_, place) => place % 7 === 0 || named.length < 60)];
  const seen = new Set();
  while (waiting.length > 0 && seen.size < 120) {
    const address = waiting.shift();
    if (seen.has(address)) continue;
    const answer = await fetch(demo.url + address, { redirect: 'manual' });
    if (!answer.ok || !(answer.headers.get('content-type') ?? '').startsWith('text/html')) continue;
    seen.add(address);
    const html = await answer.text();
    writeFileSync(path.join(folder, `${seen.size}.html`), html);
    const links = [...html.matchAll(/href="(\/(?:c|embed|about)[^"#]*)"/g)].map(([, link]) => link.replaceAll('&amp;', '&'));
    waiting.push(...links.filter((link) => !link.startsWith('/staff')));
  }
  writeFileSync(path.join(folder, '.htmlvalidate.json'), JSON.stringify(HTML));
  run(`${seen.size} pages`, `${TOOLS}/node_modules/.bin/html-validate`, ['--config', '.htmlvalidate.json', '*.html'], folder);
  // The control: a page with an id twice and an image without words must not pass.
  writeFileSync(path.join(folder, 'control.html'), '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><p id="a"></p><p id="a"></p><img src="x"></body></html>');
  const control = spawnSync(`${TOOLS}/node_modules/.bin/html-validate`, ['--config', '.htmlvalidate.json', 'control.html'], { cwd: folder, encoding: 'utf8' });
  if (control.status === 0) tell('control: a page with faults', false);
}

function run(what, program, args, cwd = ROOT) {
  const ended = spawnSync(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 28 });
  if (ended.error) throw ended.error;
  const clean = ended.status === 0;
  process.stdout.write(ended.stdout.split('\n').filter((line) => !clean || /^validate:|cases|passed/.test(line)).slice(0, 400).join('\n') + '\n');
  if (!clean) process.stderr.write(ended.stderr.slice(0, 20_000));
  tell(what, clean);
}

function tell(what, clean) {
  if (!clean) broken += 1;
  console.log(`validate: ${what}: ${clean ? 'clean' : 'NOT clean'}`);
}
