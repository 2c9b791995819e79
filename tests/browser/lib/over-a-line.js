// Somebody at the form of yesterday, over a line that can be cut: a demonstration, a line and a browser's context for each test.

import { after, afterEach, before, beforeEach } from 'node:test';

import { launch } from './browser.js';
import { YESTERDAY, dayForm, startDemo } from './demo.js';
import { field, signIn } from './desk.js';
import { awake } from './keeper.js';
import { startLine } from './line.js';
import { openContext } from './pages.js';
import { rowsOf } from './record.js';

/** The form of yesterday. */
export const FORM = dayForm(YESTERDAY);
/** The amount in it that the tests fill in: people who wait. */
export const AMOUNT = 'r0.c3.amount';

/** What is typed there. */
export const amountOf = (page) => field(page, AMOUNT).inputValue();

/**
 * Sets up before each test of the file, and clears away behind it. Gives what stands then: `browser` (Playwright's), `demo`,
 * `line`, `context`; and who is there: `site()`, `atForm(options)`,
 * `open(page)`; and what came of it: `published()`.
 */
export function overALine() {
  const here = {
    /** The site as the browser reaches it: over the line. */
    site: () => ({ ...here.demo, url: here.line.url }),
    /** Somebody signed in at the form, its keeper awake. */
    async atForm({ role = 'reporter', within = here.context } = {}) {
      const page = await within.newPage();
      await signIn(page, here.site(), role);
      await here.open(page);
      return page;
    },
    /** How often the figure that the tests publish is public. */
    async published() {
      const rows = await rowsOf(here.demo, YESTERDAY);
      return rows.filter((row) => row.includes(',patients_awaiting,') && row.includes(',30,')).length;
    },
    async open(page) {
      await page.goto(here.line.url + FORM);
      await awake(page);
    },
  };
  let launched;
  before(async () => {
    launched = await launch();
    here.browser = launched.browser;
  });
  after(() => launched?.close());
  beforeEach(async () => {
    here.demo = await startDemo();
    here.line = await startLine(here.demo.url);
    here.context = await openContext(here.browser);
  });
  afterEach(async () => {
    await here.context?.close();
    await here.line?.stop();
    await here.demo?.stop();
  });
  return here;
}
