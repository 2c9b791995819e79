// Islands: what the boot script loads and when, that a woken island does what it is for, and that the page is whole without.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { STATUS, YESTERDAY, dayForm, startDemo } from './lib/demo.js';
import { openForm, signIn } from './lib/desk.js';
import { openContext } from './lib/pages.js';
import { watch } from './lib/watch.js';

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
    context = await openContext(browser.browser, { javaScriptEnabled: true });
    page = await context.newPage();
    await signIn(page, demo);
    heard = await watch(context);
  });

  afterEach(async () => {
    await heard.settled();
    await context.close();
  });

  const island = () => page.locator('leptos-island').filter({ has: page.getByRole('button', { name: /^Pressed/ }) });
  const loaded = () => heard.others.filter((address) => PROGRAM.test(address)).length;

  /** Changes the form's document on its way: an island that must not wait says so. */
  const makeUrgent = () =>
    page.route(`**${dayForm(YESTERDAY)}`, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace('class="alt">Pressed', 'class="alt" data-wake="at-once">Pressed');
      assert.match(body, /data-wake="at-once"/);
      await route.fulfill({ response: answer, body });
    });

  test('loads the program once, wakes the island that is seen, and it does what it is for', async () => {
    await openForm(page, demo, YESTERDAY);
    await island().scrollIntoViewIfNeeded();
    await page.locator('leptos-island[data-ready]').waitFor({ state: 'attached' });
    const button = island().getByRole('button');
    await button.click();
    await button.click();
    assert.equal(await button.textContent(), 'Pressed: 2');
    assert.deepEqual(heard.complaints, [], 'the page was quiet');
    assert.equal(heard.others.length, 3, heard.others.join('\n'));
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
      await island().scrollIntoViewIfNeeded();
      await page.locator('leptos-island[data-ready]').waitFor({ state: 'attached' });
    }
    assert.deepEqual(kept, [false, true]);
  });

  test('loads nothing of the program before an island is seen or focused', async () => {
    await page.setViewportSize({ width: 320, height: 300 });
    await openForm(page, demo, YESTERDAY);
    await page.evaluate(() => new Promise((resolve) => { requestIdleCallback(resolve); }));
    assert.equal(loaded(), 0, heard.others.join('\n'));
    await island().getByRole('button').evaluate((button) => button.focus({ preventScroll: true }));
    await page.locator('leptos-island[data-ready]').waitFor({ state: 'attached' });
    assert.equal(loaded(), 1);
  });

  for (const [what, connection] of [['asks to save data', { saveData: true }], ['has 2G', { effectiveType: '2g' }]]) {
    test(`loads no program for who ${what}, however long they look`, async () => {
      await page.addInitScript((value) => Object.defineProperty(navigator, 'connection', { value }), connection);
      await openForm(page, demo, YESTERDAY);
      const button = island().getByRole('button');
      await button.scrollIntoViewIfNeeded();
      await button.focus();
      await button.click();
      await page.evaluate(() => new Promise((resolve) => { requestIdleCallback(resolve); }));
      assert.equal(loaded(), 0);
      assert.equal(await button.textContent(), 'Pressed: 0');
    });

    test(`wakes an island that guards what is typed also for who ${what}`, async () => {
      await page.addInitScript((value) => Object.defineProperty(navigator, 'connection', { value }), connection);
      await makeUrgent();
      await openForm(page, demo, YESTERDAY);
      await page.locator('leptos-island[data-ready]').waitFor({ state: 'attached' });
    });
  }

  test('tries again until the program is there, when the line drops under one that guards what is typed', async () => {
    await makeUrgent();
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
    await page.locator('leptos-island[data-ready]').waitFor({ state: 'attached' });
    assert.ok(dropped >= 2, `${dropped} were dropped`);
    await island().getByRole('button').click();
    assert.equal(await island().getByRole('button').textContent(), 'Pressed: 1');
  });
});

test('readers load nothing beside their page, with scripts on and signed in', async () => {
  const context = await openContext(browser.browser, { javaScriptEnabled: true });
  try {
    const page = await context.newPage();
    await signIn(page, demo);
    const heard = await watch(context);
    for (const path of ['/', STATUS, '/about', `${STATUS}/changes`]) await page.goto(demo.url + path);
    await heard.settled();
    assert.deepEqual([heard.others, heard.complaints], [[], []]);
    // The control: the same eyes see what the form loads.
    await openForm(page, demo, YESTERDAY);
    assert.ok(heard.others.some((address) => BOOT.test(address)));
  } finally {
    await context.close();
  }
});
