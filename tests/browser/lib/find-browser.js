// Where the browser is: the one list of names, for the tests and for scripts/setup.sh.
// Imports nothing that must be installed. Run by itself it prints the path, or says what is missing and exits 1.

import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium or Chrome: `CORRIDOR_BROWSER` when set, else the first name found in PATH. Throws when there is none. */
export function findBrowser(environment = process.env) {
  const chosen = environment.CORRIDOR_BROWSER;
  if (chosen) {
    if (isProgram(chosen)) return chosen;
    throw new Error(`CORRIDOR_BROWSER is ${chosen}, which is not a program that can be run`);
  }
  const folders = (environment.PATH ?? '').split(path.delimiter).filter(Boolean);
  for (const name of NAMES) {
    for (const folder of folders) {
      const candidate = path.join(folder, name);
      if (isProgram(candidate)) return candidate;
    }
  }
  throw new Error(`no browser found (looked for ${NAMES.join(', ')}): install Debian's chromium, or set CORRIDOR_BROWSER to the path of one`);
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(findBrowser());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
