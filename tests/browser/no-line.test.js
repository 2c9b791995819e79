// No line at all: a form that was opened before opens, is filled, and is sent once when the line is back. Nothing else of the
// site is answered without one.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { STATUS, YESTERDAY, dayForm, dayPage, startDemo } from './lib/demo.js';
import { SMALL_DAY, field, press, signIn, type } from './lib/desk.js';
import { awake, isKeptOnDevice, kill, says, stored, told } from './lib/keeper.js';
import { startLine } from './lib/line.js';
import { openContext, words } from './lib/pages.js';
import { recordVersion, rowsOf } from './lib/record.js';

const FORM = dayForm(YESTERDAY);
const AMOUNT = 'r0.c3.amount';

let browser;
let demo;
let line;
let context;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

beforeEach(async () => {
  demo = await startDemo();
  line = await startLine(demo.url);
  context = await openContext(browser.browser);
});

afterEach(async () => {
  await context.close();
  await line.stop();
  await demo.stop();
});

/** The site as the browser reaches it: over the line. */
const site = () => ({ ...demo, url: line.url });

/** Somebody at the form of yesterday, its keeper awake. */
async function atForm({ role = 'reporter', within = context } = {}) {
  const page = await within.newPage();
  await signIn(page, site(), role);
  await open(page);
  return page;
}

async function open(page) {
  await page.goto(line.url + FORM);
  await awake(page);
}

const amountOf = (page) => field(page, AMOUNT).inputValue();

/** How often the day’s figure is public. */
async function published() {
  return (await rowsOf(demo, YESTERDAY)).filter((row) => row.includes(',patients_awaiting,') && row.includes(',30,')).length;
}

describe('without a line', () => {
  test('a form that was opened before opens, is filled, and is sent once when the line is back', async () => {
    const page = await atForm();
    await isKeptOnDevice(page, FORM);
    await page.close();
    line.down();
    const away = await context.newPage();
    await open(away);
    assert.match(await words(away.locator('[data-no-line]')), /^No line You read this form as the desk had it on 10 May 2023, 20:\d\d in Yerevan\./);
    await type(away, SMALL_DAY);
    await says(away, /^Not saved at the desk: no answer came\. On this device only/);
    await kill(away);
    const again = await context.newPage();
    await open(again);
    await told(again, 'Restored from this device');
    assert.equal(await amountOf(again), SMALL_DAY[AMOUNT]);
    const version = await recordVersion(demo);
    line.up();
    assert.equal((await press(again, 'publish')).status(), 200);
    assert.equal(await recordVersion(demo), version + 1);
    assert.equal(await published(), 1);
  });

  test('a copy that is used again has another key than the form that was stored', async () => {
    const page = await atForm();
    await isKeptOnDevice(page, FORM);
    const key = await field(page, 'key').inputValue();
    line.down();
    await open(page);
    const copied = await field(page, 'key').inputValue();
    assert.match(copied, /^[0-9a-f]{32}$/);
    assert.notEqual(copied, key);
  });

  test('a form that is not on this device says so, and which ones are', async () => {
    const page = await atForm();
    await isKeptOnDevice(page, FORM);
    line.down();
    await page.goto(line.url + dayForm('2023-01-15'));
    assert.match(await words(page.locator('main')), /^No line The form of this day is not on this device\..*2023-05-09/);
  });

  test('nothing of the public site is answered by the worker, and no public page loads a program', async () => {
    const page = await atForm();
    await isKeptOnDevice(page, FORM);
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    for (const path of ['/', STATUS, dayPage(YESTERDAY), '/staff']) {
      await page.goto(line.url + path);
      assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null, path);
    }
    assert.deepEqual(asked.filter((url) => /\.(js|wasm)/.test(url) && !url.includes('/staff')), []);
    const held = (await stored(page)).forms.map((url) => new URL(url).pathname);
    assert.deepEqual(held.filter((path) => !/^\/(staff\/c\/lachin\/days\/|assets\/)/.test(path)), []);
    line.down();
    await assert.rejects(page.goto(`${line.url}/about`));
  });
});
