// The line cut before, during and after every send, with scripts and without: stored exactly once, or kept and told.

import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';

import { SMALL_DAY, press, signIn, type } from './lib/desk.js';
import { awake, isKeptOnDevice, kill, stored, told } from './lib/keeper.js';
import { sends } from './lib/line.js';
import { AMOUNT, FORM, amountOf, overALine } from './lib/over-a-line.js';
import { go, openContext, words } from './lib/pages.js';
import { recordVersion } from './lib/record.js';

const PUBLISH = /^Publish /;
const here = overALine();

/** A small day sent with a button as the line breaks: the writer is told, and sends it again when the line is back. */
async function sentAgain(where, then, name) {
  const page = await here.atForm();
  await isKeptOnDevice(page, FORM);
  await type(page, SMALL_DAY);
  const happened = here.line.cut(where, sends(then));
  const shown = page.waitForEvent('domcontentloaded');
  await page.getByRole('button', { name, exact: true }).click();
  await happened;
  here.line.down();
  await shown;
  await awake(page);
  const doubt = await told(page, 'No answer came');
  assert.match(doubt, /at 10 May 2023, 20:\d\d in Yerevan may have arrived or not\./);
  assert.ok(doubt.includes(`“${name}”`), doubt);
  assert.equal(await amountOf(page), SMALL_DAY[AMOUNT]);
  here.line.up();
  await go(page, () => page.getByRole('button', { name: `Send again: ${name}`, exact: true }).click());
  return page;
}

describe('a line that is cut while a day is published', () => {
  for (const where of ['before', 'during', 'after']) {
    test(`${where} it: told, kept, sent again, stored exactly once`, async () => {
      const version = await recordVersion(here.demo);
      const page = await sentAgain(where, 'publish', 'Publish 9 May');
      assert.match(await words(page.getByRole('status').first()), /^9 May 2023 is public/);
      assert.equal(await recordVersion(here.demo), version + 1);
      assert.equal(await here.published(), 1);
      await here.open(page);
      await page.waitForFunction(() => !Object.keys(localStorage).some((name) => name.startsWith('corridor-typed')));
      assert.equal(await page.locator('.keeper [role=alert]').count(), 0, 'nobody is told of a doubt that nobody has');
    });
  }

  test('is answered when the line is back: what arrived is told without sending it again', async () => {
    const page = await here.atForm();
    await isKeptOnDevice(page, FORM);
    const version = await recordVersion(here.demo);
    await type(page, SMALL_DAY);
    const happened = here.line.cut('after', sends('publish'));
    const shown = page.waitForEvent('domcontentloaded');
    await page.getByRole('button', { name: PUBLISH }).click();
    await happened;
    await shown;
    here.line.up();
    await awake(page);
    await told(page, 'It arrived');
    assert.equal(await recordVersion(here.demo), version + 1);
    assert.deepEqual((await stored(page)).texts, []);
  });

  test('and then opened anew is told what did not arrive', async () => {
    const page = await here.atForm();
    await isKeptOnDevice(page, FORM);
    await type(page, SMALL_DAY);
    const happened = here.line.cut('before', sends('publish'));
    await page.getByRole('button', { name: PUBLISH }).click();
    await happened;
    const again = await here.context.newPage();
    await page.close();
    here.line.up();
    await here.open(again);
    assert.match(await told(again, 'What was sent did not arrive'), /is not at the desk/);
    await go(again, () => again.getByRole('button', { name: /^Send again: Publish/ }).click());
    assert.equal(await here.published(), 1);
  });
});

describe('a line that is cut while a day is submitted for review', () => {
  for (const where of ['before', 'during', 'after']) {
    test(`${where} it: told, kept, sent again, submitted exactly once`, async () => {
      const version = await recordVersion(here.demo);
      const page = await sentAgain(where, 'submit', 'Submit 9 May for review');
      assert.match(await words(page.getByRole('status').first()), /^9 May 2023 waits for a second person/);
      assert.equal(await submitted(), 1);
      assert.equal(await recordVersion(here.demo), version, 'nothing is public yet');
    });
  }
});

/** How often the audit says that a day was submitted. */
async function submitted() {
  const admin = await openContext(here.browser);
  try {
    const page = await admin.newPage();
    await signIn(page, here.demo, 'admin');
    const answer = await admin.request.get(`${here.demo.url}/staff/audit.csv`);
    return (await answer.text()).split('\n').filter((line) => line.includes('day.submit')).length;
  } finally {
    await admin.close();
  }
}

describe('a line that is cut while something else is sent', () => {
  for (const button of ['keep', 'draft', 'check']) {
    for (const where of ['before', 'during', 'after']) {
      test(`${where} “${button}”: nothing that was typed is lost, nothing becomes public`, async () => {
        const page = await here.atForm();
        await isKeptOnDevice(page, FORM);
        const version = await recordVersion(here.demo);
        await type(page, SMALL_DAY);
        const happened = here.line.cut(where, sends(button));
        if (button === 'keep') {
          await happened;
          here.line.up();
        } else {
          const shown = page.waitForEvent('domcontentloaded');
          await page.getByRole('button', { name: button === 'draft' ? 'Save draft' : 'Check without publishing', exact: true }).click();
          await happened;
          await shown;
          here.line.up();
          await awake(page);
        }
        assert.equal(await amountOf(page), SMALL_DAY[AMOUNT]);
        await kill(page);
        const again = await here.context.newPage();
        await here.open(again);
        await again.waitForFunction(([name, value]) => document.querySelector(`[name="${name}"]`).value === value, [AMOUNT, SMALL_DAY[AMOUNT]]);
        assert.equal(await recordVersion(here.demo), version);
      });
    }
  }
});

describe('a browser without scripts', () => {
  beforeEach(async () => {
    await here.context.close();
    here.context = await openContext(here.browser, { javaScriptEnabled: false });
  });

  for (const where of ['before', 'during', 'after']) {
    test(`whose line is cut ${where} a publication finds what it typed, or what it published; stored once`, async () => {
      const page = await here.context.newPage();
      await signIn(page, here.site());
      await page.goto(here.line.url + FORM);
      const version = await recordVersion(here.demo);
      await type(page, SMALL_DAY);
      const happened = here.line.cut(where, sends('publish'));
      const failed = page.waitForEvent('framenavigated');
      await page.getByRole('button', { name: PUBLISH }).click().catch(() => {});
      await happened;
      await failed;
      here.line.up();
      // What a person does: the browser’s own page asks whether to send it again.
      await page.reload().catch(() => {});
      const there = await recordVersion(here.demo);
      if (there === version) {
        await page.goto(here.line.url + FORM);
        if (!(await amountOf(page))) await type(page, SMALL_DAY);
        assert.equal((await press(page, 'publish')).status(), 200);
      }
      assert.equal(await recordVersion(here.demo), version + 1);
      assert.equal(await here.published(), 1);
    });
  }
});
