// Islands: what the boot script loads and when, that a woken island does what it is for, and that the page is whole without.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { STATUS, YESTERDAY, dayForm, startDemo } from './lib/demo.js';
import { openForm, signIn, unfoldAll } from './lib/desk.js';
import { awake } from './lib/keeper.js';
import { openContext } from './lib/pages.js';
import { besidesLive, watch } from './lib/watch.js';

const PROGRAM = /\/assets\/corridor-[0-9a-f]{16}\.wasm$/;
const MODULE = /\/assets\/corridor-[0-9a-f]{16}\.js(#\d+)?$/;
const BOOT = /\/assets\/boot-[0-9a-f]{16}\.js$/;

let demo;
let browser;

before(async () => {
  demo = await startDemo();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

describe('a page with islands', () => {
  let context;
  let page;
  let heard;

  beforeEach(async () => {
    // What the worker keeps on the device is told in no-line.test.js; here every request is to be seen.
    context = await openContext(browser.browser, { javaScriptEnabled: true, serviceWorkers: 'block' });
    page = await context.newPage();
    await signIn(page, demo);
    heard = await watch(context);
  });

  afterEach(async () => {
    await heard.settled();
    await context.close();
  });

  const numbers = () => page.locator('leptos-island[data-component^="BulletinNumbers"]');
  const isAwake = (island) => island.and(page.locator('[data-ready]')).waitFor({ state: 'attached' });
  const loaded = () => heard.others.filter((address) => PROGRAM.test(address)).length;
  const idle = () => page.evaluate(() => new Promise((resolve) => { requestIdleCallback(resolve); }));

  /** Changes the form's document on its way: its islands may wait until they are seen, and can be seen. */
  const makePatient = () =>
    page.route(`**${dayForm(YESTERDAY)}`, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replaceAll('data-wake="at-once"', 'data-wake="when-seen"');
      const seen = body.replace('data-wake="when-seen" hidden class="numbers"', 'data-wake="when-seen" class="numbers"');
      assert.notEqual(seen, body, 'the amounts of the bulletin can be seen');
      await route.fulfill({ response: answer, body: seen });
    });

  test('loads the program once, wakes its islands, and they do what they are for', async () => {
    await openForm(page, demo, YESTERDAY);
    for (const island of await page.locator('leptos-island').all()) await isAwake(island);
    await unfoldAll(page);
    await page.locator('#bulletin').fill('Some 12 patients were moved out.');
    await numbers().getByRole('button', { name: '12' }).waitFor();
    const complaints = heard.complaints.filter((line) => !line.includes('registration blocked by Playwright'));
    assert.deepEqual(complaints, [], 'the page was quiet');
    for (const address of [BOOT, MODULE, PROGRAM]) {
      assert.equal(heard.others.filter((other) => address.test(other)).length, 1, `${address}: ${heard.others}`);
    }
  });

  test('loads nothing again on the next page: what it has may be kept for ever', async () => {
    const kept = [];
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    session.on('Network.responseReceived', ({ response }) => {
      if (PROGRAM.test(response.url)) kept.push(response.fromDiskCache);
    });
    for (let visit = 0; visit < 2; visit += 1) {
      await openForm(page, demo, YESTERDAY);
      await isAwake(numbers());
    }
    assert.deepEqual(kept, [false, true]);
  });

  test('loads nothing of the program before an island is seen, when it may wait', async () => {
    await makePatient();
    await page.setViewportSize({ width: 320, height: 100 });
    await openForm(page, demo, YESTERDAY);
    await idle();
    assert.equal(loaded(), 0, heard.others.join('\n'));
    await page.setViewportSize({ width: 320, height: 700 });
    await unfoldAll(page);
    await numbers().locator('.numbers').scrollIntoViewIfNeeded();
    await isAwake(numbers());
    assert.equal(loaded(), 1);
  });

  test('wakes an island that may wait when something in it has the focus, seen or not', async () => {
    await makePatient();
    await page.setViewportSize({ width: 320, height: 100 });
    await openForm(page, demo, YESTERDAY);
    await idle();
    assert.equal(loaded(), 0, heard.others.join('\n'));
    await numbers().evaluate((island) => island.firstElementChild.dispatchEvent(new FocusEvent('focusin', { bubbles: true })));
    await isAwake(numbers());
  });

  for (const [what, connection] of [['asks to save data', { saveData: true }], ['has 2G', { effectiveType: '2g' }]]) {
    test(`loads no program for who ${what}, however long they look, when an island may wait`, async () => {
      await page.addInitScript((value) => Object.defineProperty(navigator, 'connection', { value }), connection);
      await makePatient();
      await openForm(page, demo, YESTERDAY);
      await unfoldAll(page);
      await numbers().locator('.numbers').scrollIntoViewIfNeeded();
      await numbers().evaluate((island) => island.firstElementChild.dispatchEvent(new FocusEvent('focusin', { bubbles: true })));
      await idle();
      assert.equal(loaded(), 0);
      assert.equal(await page.locator('leptos-island[data-ready]').count(), 0);
    });

    test(`wakes an island that guards what is typed also for who ${what}`, async () => {
      await page.addInitScript((value) => Object.defineProperty(navigator, 'connection', { value }), connection);
      await openForm(page, demo, YESTERDAY);
      await awake(page);
    });
  }

  test('tries again until the program is there, when the line drops under one that guards what is typed', async () => {
    let dropped = 0;
    // The module, then the program, then the module again.
    await page.route(/\/assets\/corridor-/, (route) => {
      const drops = ['.js', '.wasm', '.js'][dropped];
      if (drops && route.request().url().endsWith(drops)) {
        dropped += 1;
        return route.abort('internetdisconnected');
      }
      return route.continue();
    });
    await openForm(page, demo, YESTERDAY);
    await awake(page);
    assert.ok(dropped >= 2, `${dropped} were dropped`);
    await page.locator('.keeper:not([hidden])').waitFor({ state: 'attached' });
  });
});

test('readers load nothing of it, with scripts on and signed in', async () => {
  const context = await openContext(browser.browser, { javaScriptEnabled: true });
  try {
    const page = await context.newPage();
    await signIn(page, demo);
    const heard = await watch(context);
    for (const path of ['/', STATUS, '/about', `${STATUS}/changes`]) await page.goto(demo.url + path);
    await heard.settled();
    assert.deepEqual([besidesLive(heard.others), heard.complaints], [[], []]);
    // The control: the same eyes see what the form loads.
    await openForm(page, demo, YESTERDAY);
    assert.ok(heard.others.some((address) => BOOT.test(address)));
  } finally {
    await context.close();
  }
});
