// Weighs what a page of the desk loads beside itself against app/web/budget.txt. Called by `make budget`, after `make site`.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOADED = ['boot.js', 'corridor.js', 'corridor.wasm'];

const most = Number(readFileSync(`${ROOT}app/web/budget.txt`, 'utf8').replace(/^#.*$/gm, '').trim());
if (!Number.isInteger(most) || most <= 0) stop('app/web/budget.txt holds no number');

let all = 0;
for (const name of LOADED) {
  const bytes = read(name);
  const packed = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  all += packed.length;
  console.log(`budget: ${name.padEnd(14)} ${String(bytes.length).padStart(8)} bytes, ${String(packed.length).padStart(7)} packed`);
}
console.log(`budget: ${all} of ${most} bytes`);

// What public pages load is a matter of its own, and counted as it is sent to who takes nothing packed.
const OF_READERS = { 'live.js': 3072, 'cursor.js': 1024, 'crosshair.js': 6144 };
for (const [name, mostOfIt] of Object.entries(OF_READERS)) {
  const bytes = read(name).length;
  console.log(`budget: ${name} ${bytes} of ${mostOfIt} bytes`);
  if (bytes > mostOfIt) stop(`readers load ${bytes - mostOfIt} bytes of ${name} too many`);
}

if (all > most) stop(`the desk loads ${all - most} bytes more than app/web/budget.txt allows`);

function read(name) {
  try {
    return readFileSync(`${ROOT}server/site/${name}`);
  } catch (error) {
    return stop(`server/site/${name} cannot be read (${error.code}): run 'make site' first`);
  }
}

function stop(sentence) {
  console.error(`budget: ${sentence}`);
  process.exit(1);
}
