// How fast is the site? Ratios against something measured in the same run, in turns (A-B-A-B): seconds differ between
// machines, ratios much less.
//
// 1. the kept status page of the demonstration against a bare axum handler that answers with the same head and bytes,
// 2. the same page made anew, without and with packing,
// 3. the desk's form of a day against the status page, of the demonstration's record and of three years,
// 4. a chart of three years and four series: by plotters, against the same bars written by hand,
// 5. the import of 10,000 rows at the command line: seconds and the most memory that it took,
// 6. the same at the desk, as a browser sends it: looking through and storing, and how much more memory the server took,
// 7. (bench-press.mjs) a figure over three years, a file of 100,000 claims, a thousand followers told of a publication.
//
// Everything runs on 127.0.0.1 and is stopped by its process id. Called by `make bench`; ROUNDS, REQUESTS (per side and
// round) and CONNECTIONS set the size. A part is a function in PARTS; another one is added there.

import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { startServer } from '../tests/browser/lib/server.js';
import { manyClaims, toldLive, trendsOfThreeYears } from './bench-press.mjs';

const ROUNDS = size('ROUNDS', 7);
const REQUESTS = size('REQUESTS', 10000);
const CONNECTIONS = size('CONNECTIONS', 32);
const BINARY = process.env.CORRIDOR_BINARY;
const BENCH = process.env.CORRIDOR_BENCH;
const FIXTURES = fileURLToPath(new URL('../tests/fixtures/lachin/', import.meta.url));
const STATUS = '/c/lachin';
const EVENING = '2023-05-10T16:00:00Z';
const ROWS = 10000;

const PRESS = [trendsOfThreeYears, manyClaims, toldLive].map((part) => () =>
  part({ recordOf, serve, demo, prepare: prepareOne, heading, row, forgetMost, memorySoFar }),
);
const PARTS = [keptAgainstBare, madeAnew, dayForm, chartsDrawn, importOfManyRows, importAtTheDesk, ...PRESS];

if (!BINARY || !BENCH) {
  console.error('run it with `make bench`: it builds the two programs and says where they are');
  process.exit(2);
}
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'corridor-bench-'));
try {
  for (const part of PARTS) await part();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function keptAgainstBare() {
  const site = await startServer({ args: ['demo'], binary: BINARY });
  const others = [];
  try {
    heading(`${ROUNDS} rounds of ${REQUESTS} requests a side over ${CONNECTIONS} connections, in turns`);
    row('status page', 'bytes', 'kept/s', 'bare/s', 'ratio', 'p50 µs', 'p99 µs', 'bare p99', 'kept CPU', 'bare CPU', 'CPU ratio');
    for (const coding of ['br', 'identity']) {
      const answer = join(folder, `answer-${coding}`);
      const bytes = Number(await bench('keep', host(site), STATUS, coding, answer));
      const bare = await startServer({ args: ['bare', answer], binary: BENCH, listen: null });
      others.push(bare);
      const [kept, floor] = await inTurns([site, bare], coding);
      const ratio = floor.rates.map((rate, round) => kept.rates[round] / rate);
      row(coding, bytes, whole(kept.rates), whole(floor.rates), median(ratio).toFixed(2), kept.p50(), kept.p99(), floor.p99(), ...processorTimes(kept, floor));
    }
    console.log('CPU: the server’s own processor time a request, in µs; the other programs of the machine disturb it least.');
  } finally {
    for (const server of [site, ...others]) await server.stop();
  }
}

async function inTurns(servers, coding) {
  const sides = servers.map((server) => {
    const [rates, p50, p99] = [[], [], []];
    return { server, ticks: 0, asked: 0, rates, p50s: p50, p99s: p99, p50: () => whole(p50), p99: () => whole(p99) };
  });
  for (const { server } of sides) await load(server, coding, Math.ceil(REQUESTS / 4)); // warm-up, not counted
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const side of round % 2 ? sides.toReversed() : sides) {
      const before = ticksOf(side.server);
      const [count, seconds, p50, p99] = await load(side.server, coding, REQUESTS);
      side.ticks += ticksOf(side.server) - before;
      side.asked += count;
      side.rates.push(count / seconds);
      side.p50s.push(p50);
      side.p99s.push(p99);
    }
  }
  return sides;
}

/** The processor time that a process took, in hundredths of a second; not a number where the system does not tell. */
function ticksOf({ pid }) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return NaN;
  }
}

function processorTimes(kept, bare) {
  const [ours, theirs] = [kept, bare].map(({ ticks, asked }) => (ticks * 10000) / asked);
  return Number.isNaN(ours + theirs) ? ['not told', 'not told', ''] : [ours.toFixed(1), theirs.toFixed(1), (theirs / ours).toFixed(2)];
}

async function load(server, coding, requests) {
  return (await bench('load', host(server), STATUS, coding, CONNECTIONS, requests)).split(' ').map(Number);
}

async function madeAnew() {
  const data = join(folder, 'lachin');
  await corridor('corridors', 'add', '--from', join(FIXTURES, 'lachin.json'), '--data', data);
  await corridor('import', join(FIXTURES, 'lachin-claims.csv'), join(FIXTURES, 'lachin-events.csv'), '--data', data);
  const [made, packed] = (await bench('make', data, EVENING, 'lachin', 200)).split(' ').map(Number);
  heading('the status page made anew, one after another on one processor');
  row('', 'ms', 'a second');
  row('made', (made * 1000).toFixed(2), Math.round(1 / made));
  row('and packed', (packed * 1000).toFixed(2), Math.round(1 / packed));
}

/** The form of a day is made for one person and never kept: what it takes is what they wait for. */
async function dayForm() {
  const years = await recordOf({ corridor: 'long', begins: '2021-01-01', days: 1096, carriers: 4 });
  heading('the form of a day, all that stands ready in it, made 200 times one after another');
  row('', 'ms (p50)', 'ms (p99)', 'status, ms', 'ratio', 'bytes');
  for (const [label, data, moment, slug] of [['56 days', join(folder, 'lachin'), EVENING, 'lachin'], ['3 years', years.folder, '2024-01-01T16:00:00Z', 'long']]) {
    const [form, slowest, page, bytes] = (await bench('form', data, moment, slug, 200)).split(' ').map(Number);
    row(label, (form * 1000).toFixed(2), (slowest * 1000).toFixed(2), (page * 1000).toFixed(2), (form / page).toFixed(2), bytes);
  }
}

async function chartsDrawn() {
  const data = await recordOf({ corridor: 'years', begins: '2021-01-01', days: 1096, carriers: 4 });
  const [drawn, slowest, written, bytes, packed] = (await bench('draw', data.folder, '2024-01-01T16:00:00Z', 'years', 200)).split(' ').map(Number);
  heading('a chart of three years and four series, drawn 200 times');
  row('', 'ms (p50)', 'ms (p99)', 'by hand, ms', 'ratio', 'bytes', 'brotli');
  row('svg', (drawn * 1000).toFixed(2), (slowest * 1000).toFixed(2), (written * 1000).toFixed(2), (drawn / written).toFixed(1), bytes, packed);
}

async function importOfManyRows() {
  const { file, most, seconds } = await recordOf({ corridor: 'many', begins: '2020-01-01', days: ROWS / 20, carriers: 20 });
  heading('import, all or nothing, every day a revision of a chain');
  row('rows', 'bytes', 'seconds', 'rows/s', 'most MiB');
  row(ROWS, statSync(file).size, seconds.toFixed(2), Math.round(ROWS / seconds), most ? (most / 1024).toFixed(0) : 'not told');
}

/** Lets the count of the most memory that a process held begin anew with what it holds now. */
function forgetMost({ pid }) {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // This system has no such file: then it counts from the start of the process.
  }
}

/** The most memory that a process has held so far, in KiB; not a number where the system does not tell. */
function memorySoFar({ pid }) {
  try {
    return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+) kB/)[1]);
  } catch {
    return NaN;
  }
}

async function importAtTheDesk() {
  const [data, password] = [join(folder, 'desk'), join(folder, 'password')];
  const file = join(folder, 'desk.csv');
  writeFileSync(file, manyRows({ corridor: 'desk', begins: '2020-01-01', days: ROWS / 20, carriers: 20 }));
  writeFileSync(password, 'correct horse battery staple\n');
  await corridor('corridors', 'add', 'desk', '--name', 'Desk', '--time-zone', 'Asia/Yerevan', '--record-begins', '2020-01-01', '--data', data);
  await corridor('staff', 'add', 'reporter', '--role', 'reporter', '--password-file', password, '--data', data);
  heading('import at the desk, as a browser sends it: looked through, then submitted for review');
  row('rows', 'bytes', 'upload ms', 'look ms', 'store ms', 'before MiB', 'more MiB', 'page bytes');
  const server = await startServer({ args: ['serve', '--data', data], binary: BINARY });
  try {
    const desk = browserOf(server.url);
    await desk.send('/staff/sign-in', new URLSearchParams({ account: 'reporter', password: 'correct horse battery staple' }));
    await desk.page('/staff');
    forgetMost(server);
    const before = memorySoFar(server);
    const files = new FormData();
    files.set('claims', new Blob([readFileSync(file)], { type: 'text/csv' }), 'claims.csv');
    const start = performance.now();
    await desk.send('/staff/c/desk/import', files);
    const uploaded = performance.now();
    const page = await desk.atRest('/staff/c/desk/import');
    const looked = performance.now();
    const hidden = (name) => page.match(new RegExp(`name="${name}" value="([^"]+)"`))[1];
    const fields = { seen: hidden('seen'), key: hidden('key'), looked_at: hidden('looked_at'), becomes: 'submitted', then: 'store' };
    const sent = performance.now();
    await desk.send('/staff/c/desk/import/store', new URLSearchParams(fields));
    const done = await desk.atRest('/staff/c/desk/import');
    const stored = performance.now();
    if (!done.includes('Submitted for review')) throw new Error('the import was not stored');
    const more = (memorySoFar(server) - before) / 1024;
    const ms = (from, to) => (to - from).toFixed(0);
    row(ROWS, statSync(file).size, ms(start, uploaded), ms(uploaded, looked), ms(sent, stored), (before / 1024).toFixed(0), more.toFixed(0), Buffer.byteLength(page));
  } finally {
    await server.stop();
  }
}

/** Serves what lies in a folder for as long as something is done with it. */
function serve(data, act) {
  return serving(['serve', '--data', data], act);
}

/** The same of the demonstration. */
function demo(act) {
  return serving(['demo'], act);
}

async function serving(args, act) {
  const server = await startServer({ args, binary: BINARY });
  try {
    await act(server);
  } finally {
    await server.stop();
  }
}

/** One claim, looked through at the demonstration's desk; gives what publishes it. */
async function prepareOne(server) {
  const [, account, password] = server.output().match(/^ *(\S+) +lead +(\S+) *$/m);
  const desk = browserOf(server.url);
  await desk.send('/staff/sign-in', new URLSearchParams({ account, password }));
  const [columns] = readFileSync(join(FIXTURES, 'lachin-claims.csv'), 'utf8').split('\n', 1);
  const files = new FormData();
  const claim = 'lachin,2023-05-09,,patients_awaiting,,patients,,,,,,people,done,exact,31,,,Some office,,,2023-05-09,,';
  files.set('claims', new Blob([`${columns}\n${claim}\n`], { type: 'text/csv' }), 'claims.csv');
  await desk.send('/staff/c/lachin/import', files);
  const page = await desk.atRest('/staff/c/lachin/import');
  const hidden = (name) => page.match(new RegExp(`name="${name}" value="([^"]+)"`))[1];
  const fields = { seen: hidden('seen'), key: hidden('key'), looked_at: hidden('looked_at'), becomes: 'published', then: 'store' };
  return () => desk.send('/staff/c/lachin/import/store', new URLSearchParams(fields));
}

/** What a browser does at the desk, as far as an import needs it: one cookie, no redirect followed by itself. */
function browserOf(url) {
  let cookie = '';
  const ask = async (path, options = {}) => {
    const answer = await fetch(url + path, { redirect: 'manual', ...options, headers: { cookie, origin: url } });
    for (const set of answer.headers.getSetCookie()) cookie = set.split(';', 1)[0];
    if (answer.status >= 400) throw new Error(`${path} gave ${answer.status}`);
    return answer;
  };
  return {
    send: async (path, body) => (await ask(path, { method: 'POST', body })).text(),
    page: async (path) => (await ask(path)).text(),
    async atRest(path) {
      for (;;) {
        const answer = await ask(path);
        const text = await answer.text();
        // It came to its end while it was asked for: the same address tells.
        if (answer.status < 300 && !answer.headers.has('refresh')) return text;
      }
    },
  };
}

/** A corridor of its own with a figure of each carrier on each day, imported; and what the import took. */
async function recordOf({ corridor: slug, begins, days, carriers }) {
  const data = join(folder, slug);
  await corridor('corridors', 'add', slug, '--name', slug, '--time-zone', 'Asia/Yerevan', '--record-begins', begins, '--data', data);
  // One import takes so many rows; larger records come in several, each of whole days.
  const daysOfOne = Math.floor(ROWS / carriers);
  const [start, file] = [performance.now(), join(folder, `${slug}.csv`)];
  let most = 0;
  for (let first = 0; first < days; first += daysOfOne) {
    const from = new Date(Date.parse(begins) + first * 86400000).toISOString().slice(0, 10);
    writeFileSync(file, manyRows({ corridor: slug, begins: from, days: Math.min(daysOfOne, days - first), carriers }));
    most = Math.max(most, await memoryOf(BINARY, ['import', file, '--data', data]));
  }
  return { folder: data, file, most, seconds: (performance.now() - start) / 1000 };
}

/** claims.csv with a figure of each carrier on each day. */
function manyRows({ corridor: slug, begins, days, carriers }) {
  const columns = readFileSync(join(FIXTURES, 'lachin-claims.csv'), 'utf8').split('\n', 1)[0];
  const rows = Array.from({ length: days * carriers }, (_, index) => {
    const date = new Date(Date.parse(begins) + Math.floor(index / carriers) * 86400000).toISOString().slice(0, 10);
    const carrier = index % carriers;
    return `${slug},${date},,patients_transferred,,patients,Carrier ${carrier},outbound,,,,people,done,exact,${(Math.imul(index + 1, 2654435761) >>> 16) % 37},,,Office ${carrier},,,${date},,`;
  });
  return `${columns}\n${rows.join('\n')}\n`;
}

/** Runs a program to its end; gives the most memory that it held, in KiB, where the system tells it. */
function memoryOf(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env: withoutSettings() });
    let most = 0;
    const look = () => {
      try {
        const told = readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+) kB/);
        if (told) most = Number(told[1]);
      } catch {
        // It has ended, or this system has no such file.
      }
    };
    const looking = setInterval(look, 5);
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(looking);
      if (code === 0) resolve(most);
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}`));
    });
  });
}

async function corridor(...args) {
  await run(BINARY, args, { env: withoutSettings() });
}

async function bench(...args) {
  const { stdout } = await run(BENCH, args.map(String), { env: withoutSettings() });
  return stdout.trim();
}

function withoutSettings() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CORRIDOR_')));
}

function host({ url }) {
  return new URL(url).host;
}

function heading(text) {
  console.log(`\n${text}`);
}

function row(label, ...cells) {
  console.log(String(label).padEnd(12) + cells.map((cell) => String(cell).padStart(11)).join(''));
}

function whole(values) {
  return Math.round(median(values));
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function size(name, otherwise) {
  const text = process.env[name];
  if (text === undefined || text === '') return otherwise;
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number <= 1000000) return number;
  console.error(`${name} is ${text}; it takes a whole number from 1 to 1000000`);
  process.exit(2);
}
