// How fast is the status page, measured against the bare handler /healthz of the same server in the same run?
//
// Starts the release server on a free port with the demonstration, asks in turns (A-B-C, A-B-C, …) over kept-alive
// connections, and prints counts and ratios: seconds differ between machines, ratios much less. Stops the server by its
// process id. Called by `make bench`; ROUNDS, REQUESTS (per route and round) and CONNECTIONS set the size.

import http from 'node:http';

import { startServer } from '../tests/browser/lib/server.js';

const ROUNDS = size('ROUNDS', 7);
const REQUESTS = size('REQUESTS', 500);
const CONNECTIONS = size('CONNECTIONS', 8);

const ROUTES = [
  { label: '/healthz', path: '/healthz', encoding: 'identity' },
  { label: '/', path: '/', encoding: 'identity' },
  { label: '/ (brotli)', path: '/', encoding: 'br' },
];

const server = await startServer({ args: ['demo'] });
try {
  const weights = await weigh(server.url);
  await measure(server.url);
  printWeights(weights);
} finally {
  await server.stop();
}

async function measure(base) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const results = ROUTES.map((route) => ({ ...route, rates: [], times: [], failures: 0 }));
  for (const route of ROUTES) await load(agent, base, route, Math.ceil(REQUESTS / 2)); // warm-up, not counted
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const result of results) {
      const { seconds, times, failures } = await load(agent, base, result, REQUESTS);
      result.rates.push(REQUESTS / seconds);
      result.times.push(...times);
      result.failures += failures;
    }
  }
  agent.destroy();
  printSpeeds(results);
  if (results.some(({ failures }) => failures > 0)) process.exitCode = 1;
}

async function load(agent, base, route, count) {
  const times = [];
  let failures = 0;
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const start = performance.now();
      const { status } = await get(agent, base, route);
      times.push(performance.now() - start);
      if (status !== 200) failures += 1;
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return { seconds: (performance.now() - start) / 1000, times, failures };
}

function get(agent, base, { path, encoding }) {
  return new Promise((resolve, reject) => {
    const request = http.get(new URL(path, base), { agent, headers: { 'accept-encoding': encoding } }, (response) => {
      let bytes = 0;
      response.on('data', (piece) => (bytes += piece.length));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode, bytes, encoding: response.headers['content-encoding'] ?? 'identity' }),
      );
    });
    request.on('error', reject);
  });
}

async function weigh(base) {
  const agent = new http.Agent();
  const answers = [];
  for (const encoding of ['identity', 'br']) answers.push(await get(agent, base, { path: '/', encoding }));
  return answers;
}

function printSpeeds(results) {
  const floor = median(results[0].rates);
  console.log(`${ROUNDS} rounds of ${REQUESTS} requests a route over ${CONNECTIONS} connections, in turns; one client process on the same machine`);
  row('route', 'requests', 'failed', 'median/s', 'of /healthz', 'p50 ms', 'p99 ms');
  for (const { label, rates, times, failures } of results) {
    const rate = median(rates);
    const sorted = times.sort((a, b) => a - b);
    const ratio = `${(rate / floor).toFixed(2)} x`;
    row(label, ROUNDS * REQUESTS, failures, Math.round(rate), ratio, at(sorted, 0.5).toFixed(2), at(sorted, 0.99).toFixed(2));
  }
}

function printWeights([plain, brotli]) {
  const packed = brotli.encoding === 'br' ? `${brotli.bytes} bytes in brotli` : `the server answered ${brotli.encoding} when asked for brotli`;
  console.log(`body of /: ${plain.bytes} bytes raw, ${packed}`);
}

function row(label, ...cells) {
  console.log(String(label).padEnd(12) + cells.map((cell) => String(cell).padStart(12)).join(''));
}

function median(values) {
  return at(values.toSorted((a, b) => a - b), 0.5);
}

function at(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function size(name, otherwise) {
  const text = process.env[name];
  if (text === undefined || text === '') return otherwise;
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number <= 100000) return number;
  console.error(`${name} is ${text}; it takes a whole number from 1 to 100000`);
  process.exit(2);
}
