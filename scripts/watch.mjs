// Builds the debug server, serves the demonstration, and does both again whenever a source file changes.
// While the new code does not compile, the last server that worked goes on. Stops with Ctrl-C. Called by `make watch`.
//
// It compares modification times twice a second instead of listening for file events: the tree is small, and events get
// lost in editors that replace files, on shared folders and in containers.

import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { startServer } from '../tests/browser/lib/server.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WATCHED = ['app', 'server', 'style', 'public', 'Cargo.toml', 'Cargo.lock'];
const BINARY = process.env.CORRIDOR_BINARY;
const LISTEN = process.env.CORRIDOR_LISTEN || '127.0.0.1:3000';

let server;
let build;
let ending = false;

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, finish);

let built;
while (!ending) {
  const now = newestChange();
  if (now === built) {
    await pause(500);
    continue;
  }
  await settled();
  built = newestChange();
  if ((await compile()) === 0 && !ending) await restart();
  else if (!ending) say('does not compile; the last server that worked is left as it is');
}

async function finish() {
  if (ending) return;
  ending = true;
  build?.kill('SIGTERM');
  await server?.stop();
  process.exit(0);
}

function compile() {
  say('building');
  // Over the whole workspace, as the tests are built: else shared dependencies get other features and are compiled twice.
  build = spawn('cargo', ['build', '--workspace', '--bin', 'corridor'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve) => {
    build.once('error', (error) => resolve(say(`cargo cannot be started: ${error.message}`)));
    build.once('close', resolve);
  });
}

async function restart() {
  await server?.stop();
  server = undefined;
  try {
    server = await startServer({
      args: ['demo'],
      binary: BINARY,
      listen: LISTEN,
      inheritSettings: true,
      onOutput: (text) => process.stdout.write(text),
    });
  } catch (error) {
    say(error.message);
  }
}

// An editor or a branch switch writes many files: wait until half a second passes without a change.
async function settled() {
  let before;
  while (before !== newestChange()) {
    before = newestChange();
    await pause(500);
  }
}

// Changes whenever a watched file is written, added or removed.
function newestChange() {
  let count = 0;
  let newest = 0;
  const visit = (file) => {
    let found;
    try {
      found = statSync(file);
    } catch {
      return; // gone between the listing and the look
    }
    if (found.isDirectory()) return readdirSync(file).forEach((name) => visit(path.join(file, name)));
    count += 1;
    newest = Math.max(newest, found.mtimeMs);
  };
  WATCHED.forEach((name) => visit(path.join(ROOT, name)));
  return `${count} ${newest}`;
}

function say(sentence) {
  console.log(`watch: ${sentence}`);
}
