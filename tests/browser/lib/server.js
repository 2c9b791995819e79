// Starts a `corridor` server as a child of this process, on a free port of loopback, and stops that child again:
// by its own process id, never by name. Node's own modules only, so the scripts use it too.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const LISTENING = /Listening on (http:\/\/\S+)/;
const START_SECONDS = 60;
const STOP_SECONDS = 10;

/** Variables that steer these tools. The server refuses a CORRIDOR_ variable that it does not know, so it never sees them. */
const TOOL_VARIABLES = ['CORRIDOR_BINARY', 'CORRIDOR_BENCH', 'CORRIDOR_BROWSER'];

const running = new Set();

/**
 * Starts `binary args…` and waits for its line "Listening on http://…".
 *
 * - `args`: `['demo']` unless told; `env`: more variables, such as CORRIDOR_ settings.
 * - `listen`: the value of CORRIDOR_LISTEN, a free port of loopback unless told; null leaves it alone.
 * - `inheritSettings`: hand on the caller's own CORRIDOR_ variables; tests do not, so that they are the same everywhere.
 * - `onOutput(text)`: called with each piece of output as it comes.
 *
 * Gives `{ url, pid, output(), stop(), exited }`: `output()` is all that it wrote so far, `stop()` asks it to end (SIGTERM),
 * ends it after ten seconds (SIGKILL) and gives `{ code, signal }`; `exited` is the promise of the same.
 * Throws, with what the server wrote, when it ends or says nothing for a minute before it listens.
 */
export async function startServer({
  args = ['demo'],
  env = {},
  binary = process.env.CORRIDOR_BINARY || `${ROOT}target/debug/corridor`,
  listen = '127.0.0.1:0',
  inheritSettings = false,
  cwd,
  onOutput = () => {},
} = {}) {
  const child = spawn(binary, args, {
    cwd,
    env: { ...inherited(inheritSettings), ...(listen === null ? {} : { CORRIDOR_LISTEN: listen }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);

  let standardOutput = '';
  let standardError = '';
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  }).finally(() => running.delete(child));

  const listening = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      standardOutput += text;
      onOutput(text);
      const found = standardOutput.match(LISTENING);
      if (found && standardOutput.length > found.index + found[0].length) resolve(found[1]);
    });
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    standardError += text;
    onOutput(text);
  });

  const command = [binary, ...args].join(' ');
  const stop = () => end(child, exited);
  const first = await Promise.race([
    listening.then((url) => ({ url })),
    exited.then((end) => ({ end })),
    after(START_SECONDS).then(() => ({})),
  ]);
  if (first.url) return { url: first.url, pid: child.pid, output: () => standardOutput + standardError, stop, exited };

  const { error, signal, code } = first.end ?? {};
  if (error) throw new Error(`${command} cannot be started: ${error.message}`);
  const wrote = standardError.trim() || 'it wrote nothing to standard error';
  if (first.end) throw new Error(`${command} ended before it listened (${signal ?? `exit code ${code}`}): ${wrote}`);
  await stop();
  throw new Error(`${command} did not say that it listens within ${START_SECONDS} seconds: ${wrote}`);
}

async function end(child, exited) {
  child.kill('SIGTERM');
  const deadline = after(STOP_SECONDS).then(() => 'late');
  if ((await Promise.race([exited, deadline])) === 'late') child.kill('SIGKILL');
  return exited;
}

function inherited(withSettings) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !TOOL_VARIABLES.includes(name) && (withSettings || !name.startsWith('CORRIDOR_')),
  );
  return Object.fromEntries(kept);
}

// A timer that does not keep this process alive once all else is done.
function after(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000).unref());
}

// A test file that is ended from outside ends, and leaves no server behind: whatever else listens to the signal.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) process.on(signal, () => process.exit(code));
