// Starts the machine's own Chromium, quiet and shut in: it reaches loopback and nothing else.

import { chromium } from 'playwright-core';

import { findBrowser } from './find-browser.js';

export { findBrowser };

const QUIET = [
  '--no-sandbox', // root in a container has no sandbox; the pages under test are our own
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/**
 * A headless browser with a new, empty profile of its own.
 *
 * `options` are Playwright's context options, the defaults of every page opened: `javaScriptEnabled` (true unless told),
 * `viewport`, `colorScheme`, `locale`, `storageState`, … `extraArguments` are more flags for the browser itself.
 *
 * Gives `{ browser, newPage(options), close() }`. Each page lives in a context of its own, so nothing (cookies, caches)
 * leaks from one to the next; `page.context()` is that context.
 */
export async function launch({ extraArguments = [], ...defaults } = {}) {
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    headless: true,
    args: [...QUIET, ...extraArguments],
    // Playwright would close the browser on a signal and let this process live on; lib/server.js ends it, and the browser with it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  return {
    browser,
    async newPage(options = {}) {
      const context = await browser.newContext({ javaScriptEnabled: true, ...defaults, ...options });
      return context.newPage();
    },
    close: () => browser.close(),
  };
}
