// A test file that hangs is ended by the runner. It must end then, with all that it started: one that lives on holds the whole run.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';

const HANGS = `
  import { launch } from './lib/browser.js';
  import { startDemo } from './lib/demo.js';
  await startDemo();
  await (await launch()).newPage();
  console.log('hangs');
  await new Promise(() => {});
`;

for (const signal of ['SIGTERM', 'SIGINT']) {
  test(`one that hangs ends at ${signal}, its server and its browser with it`, async () => {
    const file = spawn(process.execPath, ['--input-type=module', '--eval', HANGS], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(file.stdout, 'data');
    const started = await below(file.pid);
    assert.ok(started.some(({ name }) => name === 'corridor'), 'the control: a server runs');
    assert.ok(started.some(({ name }) => name.startsWith('chrom')), 'the control: a browser runs');
    const ended = once(file, 'exit');
    file.kill(signal);
    assert.deepEqual(await ended, [signal === 'SIGTERM' ? 143 : 130, null]);
    // They were killed, and the system takes them away a moment later.
    let left = started;
    while (left.length > 0) left = (await Promise.all(left.map(isAlive))).flat();
  });
}

/** All processes that descend from this one: `{ pid, name, began }`. */
async function below(root) {
  const all = (await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(look))).flat();
  const found = [];
  for (let parents = [root]; parents.length > 0; ) {
    const children = all.filter(({ parent }) => parents.includes(parent));
    found.push(...children);
    parents = children.map(({ pid }) => pid);
  }
  return found;
}

/** The process if it is there and no zombie. */
async function look(pid) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [, name, state, parent, began] = text.match(/^\d+ \((.*)\) (\S) (\d+)(?: \S+){17} (\d+)/s) ?? [];
  return name === undefined || state === 'Z' ? [] : [{ pid: Number(pid), name, parent: Number(parent), began }];
}

/** The same process, if it still runs: its number may have gone to another one. */
async function isAlive({ pid, began }) {
  return (await look(pid)).filter((process) => process.began === began);
}
