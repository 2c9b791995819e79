// The line cut before, during and after every send, with scripts and without: stored exactly once, or kept and told.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { YESTERDAY, dayForm, startDemo } from './lib/demo.js';
import { SMALL_DAY, field, press, signIn, type } from './lib/desk.js';
import { awake, isKeptOnDevice, kill, stored, told } from './lib/keeper.js';
import { sends, startLine } from './lib/line.js';
import { go, openContext, words } from './lib/pages.js';
import { recordVersion, rowsOf } from './lib/record.js';

const FORM = dayForm(YESTERDAY);
const AMOUNT = 'r0.c3.amount';
const PUBLISH = /^Publish /;

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

describe('a line that is cut while a day is published', () => {
  for (const where of ['before', 'during', 'after']) {
    test(`${where} it: told, kept, sent again, stored exactly once`, async () => {
      const page = await atForm();
      await isKeptOnDevice(page, FORM);
      const version = await recordVersion(demo);
      await type(page, SMALL_DAY);
      const happened = line.cut(where, sends('publish'));
      const shown = page.waitForEvent('domcontentloaded');
      await page.getByRole('button', { name: PUBLISH }).click();
      await happened;
      line.down();
      await shown;
      await awake(page);
      assert.match(await told(page, 'No answer came'), /“Publish 9 May” at 10 May 2023, 20:\d\d in Yerevan may have arrived or not\./);
      assert.equal(await amountOf(page), SMALL_DAY[AMOUNT]);
      line.up();
      await go(page, () => page.getByRole('button', { name: /^Send again: Publish/ }).click());
      assert.match(await words(page.getByRole('status').first()), /^9 May 2023 is public/);
      assert.equal(await recordVersion(demo), version + 1);
      assert.equal(await published(), 1);
      await open(page);
      await page.waitForFunction(() => !Object.keys(localStorage).some((name) => name.startsWith('corridor-typed')));
      assert.equal(await page.locator('.keeper [role=alert]').count(), 0, 'nobody is told of a doubt that nobody has');
    });
  }

  test('is answered when the line is back: what arrived is told without sending it again', async () => {
    const page = await atForm();
    await isKeptOnDevice(page, FORM);
    const version = await recordVersion(demo);
    await type(page, SMALL_DAY);
    const happened = line.cut('after', sends('publish'));
    const shown = page.waitForEvent('domcontentloaded');
    await page.getByRole('button', { name: PUBLISH }).click();
    await happened;
    await shown;
    line.up();
    await awake(page);
    await told(page, 'It arrived');
    assert.equal(await recordVersion(demo), version + 1);
    assert.deepEqual((await stored(page)).texts, []);
  });

  test('and then opened anew is told what did not arrive', async () => {
    const page = await atForm();
    await isKeptOnDevice(page, FORM);
    await type(page, SMALL_DAY);
    const happened = line.cut('before', sends('publish'));
    await page.getByRole('button', { name: PUBLISH }).click();
    await happened;
    const again = await context.newPage();
    await page.close();
    line.up();
    await open(again);
    assert.match(await told(again, 'What was sent did not arrive'), /is not at the desk/);
    await go(again, () => again.getByRole('button', { name: /^Send again: Publish/ }).click());
    assert.equal(await published(), 1);
  });
});

describe('a line that is cut while something else is sent', () => {
  for (const button of ['keep', 'draft', 'check']) {
    for (const where of ['before', 'during', 'after']) {
      test(`${where} “${button}”: nothing that was typed is lost, nothing becomes public`, async () => {
        const page = await atForm();
        await isKeptOnDevice(page, FORM);
        const version = await recordVersion(demo);
        await type(page, SMALL_DAY);
        const happened = line.cut(where, sends(button));
        if (button === 'keep') {
          await happened;
          line.up();
        } else {
          const shown = page.waitForEvent('domcontentloaded');
          await page.getByRole('button', { name: button === 'draft' ? 'Save draft' : 'Check without publishing', exact: true }).click();
          await happened;
          await shown;
          line.up();
          await awake(page);
        }
        assert.equal(await amountOf(page), SMALL_DAY[AMOUNT]);
        await kill(page);
        const again = await context.newPage();
        await open(again);
        await again.waitForFunction(([name, value]) => document.querySelector(`[name="${name}"]`).value === value, [AMOUNT, SMALL_DAY[AMOUNT]]);
        assert.equal(await recordVersion(demo), version);
      });
    }
  }
});

describe('a browser without scripts', () => {
  beforeEach(async () => {
    await context.close();
    context = await openContext(browser.browser, { javaScriptEnabled: false });
  });

  for (const where of ['before', 'during', 'after']) {
    test(`whose line is cut ${where} a publication finds what it typed, or what it published; stored once`, async () => {
      const page = await context.newPage();
      await signIn(page, site());
      await page.goto(line.url + FORM);
      const version = await recordVersion(demo);
      await type(page, SMALL_DAY);
      const happened = line.cut(where, sends('publish'));
      const failed = page.waitForEvent('framenavigated');
      await page.getByRole('button', { name: PUBLISH }).click().catch(() => {});
      await happened;
      await failed;
      line.up();
      // What a person does: the browser’s own page asks whether to send it again.
      await page.reload().catch(() => {});
      const there = await recordVersion(demo);
      if (there === version) {
        await page.goto(line.url + FORM);
        if (!(await amountOf(page))) await type(page, SMALL_DAY);
        assert.equal((await press(page, 'publish')).status(), 200);
      }
      assert.equal(await recordVersion(demo), version + 1);
      assert.equal(await published(), 1);
    });
  }
});
