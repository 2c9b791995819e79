// No line at all: a form that was opened before opens, is filled, and is sent once when the line is back. Nothing else of the
// site is answered without one.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { STATUS, YESTERDAY, dayForm, dayPage } from './lib/demo.js';
import { SMALL_DAY, field, press, signIn, type } from './lib/desk.js';
import { isKeptOnDevice, kill, says, stored, told } from './lib/keeper.js';
import { AMOUNT, FORM, amountOf, overALine } from './lib/over-a-line.js';
import { words } from './lib/pages.js';
import { recordVersion } from './lib/record.js';

const here = overALine();

describe('without a line', () => {
  test('a form that was opened before opens, is filled, and is sent once when the line is back', async () => {
    const page = await here.atForm();
    await isKeptOnDevice(page, FORM);
    await page.close();
    here.line.down();
    const away = await here.context.newPage();
    await here.open(away);
    assert.match(await words(away.locator('[data-no-line]')), /^No line You read this form as the desk had it on 10 May 2023, 20:\d\d in Yerevan\./);
    await type(away, SMALL_DAY);
    await says(away, /^Not saved at the desk: no answer came\. On this device only/);
    await kill(away);
    const again = await here.context.newPage();
    await here.open(again);
    await told(again, 'Restored from this device');
    assert.equal(await amountOf(again), SMALL_DAY[AMOUNT]);
    const version = await recordVersion(here.demo);
    here.line.up();
    assert.equal((await press(again, 'publish')).status(), 200);
    assert.equal(await recordVersion(here.demo), version + 1);
    assert.equal(await here.published(), 1);
  });

  test('a copy that is used again has another key than the form that was stored', async () => {
    const page = await here.atForm();
    await isKeptOnDevice(page, FORM);
    const key = await field(page, 'key').inputValue();
    here.line.down();
    await here.open(page);
    const copied = await field(page, 'key').inputValue();
    assert.match(copied, /^[0-9a-f]{32}$/);
    assert.notEqual(copied, key);
  });

  test('a form that is not on this device says so, and which ones are', async () => {
    const page = await here.atForm();
    await isKeptOnDevice(page, FORM);
    here.line.down();
    await page.goto(here.line.url + dayForm('2023-01-15'));
    assert.match(await words(page.locator('main')), /^No line The form of this day is not on this device\..*2023-05-09/);
  });

  test('what one account read is not shown to the next', async () => {
    const page = await here.atForm();
    // The last seven days: nothing is under way then that would notice by itself that the session ended.
    await page.evaluate(async () => {
      const forms = await caches.open('desk-forms-1');
      while ((await forms.keys()).length < 7) await new Promise(requestAnimationFrame);
    });
    await page.close();
    await here.context.clearCookies();
    const other = await here.context.newPage();
    await signIn(other, here.site(), 'lead');
    assert.deepEqual((await stored(other)).forms.filter((url) => url.includes('/days/')), []);
  });

  test('a copy whose program is gone is none: nothing would keep what is typed into it', async () => {
    const page = await here.atForm();
    await isKeptOnDevice(page, FORM);
    await page.evaluate(() => caches.delete('desk-parts-1'));
    here.line.down();
    await page.goto(here.line.url + FORM);
    assert.match(await words(page.locator('main')), /^No line The form of this day is not on this device/);
  });

  test('nothing of the public site is answered by the worker, and no public page loads a program', async () => {
    const page = await here.atForm();
    await isKeptOnDevice(page, FORM);
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    for (const path of ['/', STATUS, dayPage(YESTERDAY), '/staff']) {
      await page.goto(here.line.url + path);
      assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null, path);
    }
    assert.deepEqual(asked.filter((url) => /\.(js|wasm)/.test(url) && !/\/staff|\/assets\/live-/.test(url)), []);
    const held = (await stored(page)).forms.map((url) => new URL(url).pathname);
    assert.deepEqual(held.filter((path) => !/^\/(staff\/c\/lachin\/days\/|assets\/)/.test(path)), []);
    here.line.down();
    await assert.rejects(page.goto(`${here.line.url}/about`));
  });
});
