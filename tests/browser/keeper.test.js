// Never lose a keystroke: what is typed into the form of a day is kept on the device at once and saved at the desk a moment
// later. The window killed, the session ended. Two windows of one day: windows.test.js; what helps to type: rows.test.js.

import assert from 'node:assert/strict';
import { readdir, readlink, unlink } from 'node:fs/promises';
import { describe, test } from 'node:test';

import { audit, describe as inWords } from './lib/axe.js';
import { SMALL_DAY, field, press, signIn, signInHere, type, typedValues } from './lib/desk.js';
import { awake, isKeptOnDevice, kill, line as keeperLine, notice, says, stored, told, typeInto } from './lib/keeper.js';
import { sends } from './lib/line.js';
import { AMOUNT, FORM, amountOf, overALine } from './lib/over-a-line.js';
import { go, openContext, words } from './lib/pages.js';
import { recordVersion } from './lib/record.js';

const here = overALine();

describe('what is typed', () => {
  test('is on this device at once, and at the desk a moment later, where another device finds it', async () => {
    const page = await here.atForm();
    assert.match(await words(keeperLine(page)), /^What you type is kept on this device/);
    await typeInto(page, AMOUNT, '>30');
    assert.match(await words(keeperLine(page)), /^On this device only, 10 May 2023, 20:\d\d in Yerevan$/);
    await says(page, /^Saved at the desk, 10\u00a0May 2023, 20:\d\d in Yerevan$/);
    const other = await openContext(here.browser);
    const there = await here.atForm({ within: other });
    assert.equal(await amountOf(there), '>30');
    await other.close();
  });

  test('and the desk’s draft of it is published as it stands: what the form had filled in is no claim of anybody', async () => {
    const page = await here.atForm();
    await type(page, SMALL_DAY);
    await says(page, /^Saved at the desk/);
    await kill(page);
    const again = await here.context.newPage();
    await here.open(again);
    assert.equal(await amountOf(again), SMALL_DAY[AMOUNT]);
    assert.equal((await press(again, 'publish')).status(), 200);
    assert.equal(await here.published(), 1);
  });

  test('before the program is there is kept and saved like all else', async () => {
    const page = await here.context.newPage();
    await signIn(page, here.site());
    let letGo;
    const held = new Promise((resolve) => {
      letGo = resolve;
    });
    await page.route('**/*.wasm', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(here.line.url + FORM, { waitUntil: 'domcontentloaded' });
    await typeInto(page, AMOUNT, '30');
    assert.equal(await page.locator('#day-form[data-looked]').count(), 0, 'the control: nobody listened');
    letGo();
    await awake(page);
    assert.equal(await amountOf(page), '30');
    await says(page, /^Saved at the desk/);
    const other = await openContext(here.browser);
    assert.equal(await amountOf(await here.atForm({ within: other })), '30');
    await other.close();
  });

  test('comes back after the window was killed, is shown, and can be discarded', async () => {
    const page = await here.atForm();
    here.line.down();
    await typeInto(page, AMOUNT, 'more than 30');
    await typeInto(page, 'public_note', 'Typed with care');
    await kill(page);
    here.line.up();
    const again = await here.context.newPage();
    await here.open(again);
    const restored = await told(again, 'Restored from this device');
    assert.match(restored, /What was typed here until 10 May 2023, 20:\d\d in Yerevan had not been saved at the desk\./);
    assert.match(restored, /Amount[^:]*: more than 30 .*Public note.*: Typed with care/);
    assert.equal(await amountOf(again), 'more than 30');
    assert.equal(await field(again, 'public_note').inputValue(), 'Typed with care');
    assert.match(await words(keeperLine(again)), /^On this device only/);
    await again.getByRole('button', { name: 'Discard it, and show the form as it was loaded' }).click();
    assert.equal(await amountOf(again), '');
    assert.deepEqual((await stored(again)).texts, []);
    await here.open(again);
    assert.equal(await notice(again, 'Restored from this device').count(), 0);
  });

  test('and was saved on demand is told as nothing but saved', async () => {
    const page = await here.atForm();
    await typeInto(page, AMOUNT, '30');
    assert.equal((await press(page, 'draft')).status(), 200);
    await awake(page);
    assert.equal(await page.locator('.keeper [role=alert]').count(), 0);
    assert.match(await words(keeperLine(page)), /^Saved at the desk/);
    assert.deepEqual((await stored(page)).texts, []);
  });

  test('goes on in a page that is loaded anew, whenever what the one before had sent comes in', async () => {
    const page = await here.atForm();
    // Before it is typed, and under way before the page is loaded anew: what a page sends as it goes may be lost with it.
    const { held, letGo } = here.line.late(sends('keep'));
    await typeInto(page, AMOUNT, '3');
    await held;
    await page.reload();
    await awake(page);
    await told(page, 'Restored from this device');
    await letGo();
    await typeInto(page, AMOUNT, '1');
    await says(page, /^Saved at the desk/);
    assert.equal(await notice(page, /^Saved at the desk/).count(), 0, 'no other window saved it');
    const other = await openContext(here.browser);
    assert.equal(await amountOf(await here.atForm({ within: other })), await amountOf(page));
    await other.close();
  });

  test('stays on this device while the desk cannot keep what it answers', async () => {
    const page = await here.atForm();
    await type(page, SMALL_DAY);
    await says(page, /^Saved at the desk/);
    const open = await readdir(`/proc/${here.demo.pid}/fd`);
    const files = await Promise.all(open.map((file) => readlink(`/proc/${here.demo.pid}/fd/${file}`).catch(() => '')));
    await unlink(files.find((file) => file.endsWith('/corridor.db')));
    await field(page, AMOUNT).fill('31');
    assert.equal((await press(page, 'publish')).status(), 503);
    await awake(page);
    assert.match(await words(keeperLine(page)), /On this device only/);
    await kill(page);
    const after = await here.context.newPage();
    await after.goto(here.line.url);
    const texts = await after.evaluate(() => Object.values({ ...localStorage }).filter((text) => text.includes('r0.c3.amount=31')));
    assert.equal(texts.length, 1);
  });

  test('comes back with rows that were added, field by field', async () => {
    const page = await here.atForm();
    here.line.down();
    await typeInto(page, AMOUNT, '30');
    for (let rows = 0; rows < 2; rows += 1) {
      const count = await page.locator('[name^="r0.c"][name$=".amount"]').count();
      await field(page, `r0.c${count - 1}.amount`).fill(`1${rows}`);
      await field(page, `r0.c${count - 1}.amount`).press('Enter');
    }
    const typed = await typedValues(page);
    await kill(page);
    here.line.up();
    const again = await here.context.newPage();
    await here.open(again);
    await told(again, 'Restored from this device');
    assert.deepEqual(await typedValues(again), typed);
  });

  test('comes back with a report that was added, whose buttons are its own', async () => {
    const page = await here.atForm();
    assert.equal((await press(page, 'report')).status(), 200);
    await awake(page);
    here.line.down();
    await typeInto(page, 'r1.source', 'Weekly');
    await kill(page);
    here.line.up();
    const again = await here.context.newPage();
    await again.goto(`${here.line.url}${FORM}?without-draft`);
    await told(again, 'Two versions of what you typed');
    await again.getByRole('button', { name: 'Take what this device holds' }).click();
    assert.equal(await field(again, 'r1.source').inputValue(), 'Weekly');
    const buttons = (report) => again.locator(`[data-report="${report}"] button`).evaluateAll((all) => all.map(({ value }) => value));
    assert.deepEqual([await buttons(0), await buttons(1)], [['row.0', 'other.0'], ['row.1', 'other.1']]);
  });

  test('and what is told of it hinders nobody, on a phone either', async () => {
    const page = await here.atForm();
    here.line.down();
    await typeInto(page, AMOUNT, 'more then 30');
    await page.locator('#bulletin').fill('On 9 May more than 30 people waited.');
    await kill(page);
    here.line.up();
    const again = await here.context.newPage();
    await again.setViewportSize({ width: 320, height: 640 });
    await here.open(again);
    await told(again, 'Restored from this device');
    await field(again, AMOUNT).focus();
    await again.locator('.numbers').getByRole('button').first().waitFor();
    assert.equal(inWords(await audit(again)), '');
    const width = await again.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 320, `${width} px wide`);
  });

  test('is not put over something newer at the desk: both are offered', async () => {
    const page = await here.atForm();
    here.line.down();
    await typeInto(page, AMOUNT, '31');
    await kill(page);
    here.line.up();
    const other = await openContext(here.browser);
    const there = await here.atForm({ within: other });
    await typeInto(there, AMOUNT, '29');
    await says(there, /^Saved at the desk/);
    await other.close();

    const again = await here.context.newPage();
    await here.open(again);
    assert.match(await told(again, 'Two versions of what you typed'), /Amount[^:]*: 31 \(in the form: 29\)/);
    assert.equal(await amountOf(again), '29');
    await again.getByRole('button', { name: 'Take what this device holds' }).click();
    assert.equal(await amountOf(again), '31');
    await says(again, /^Saved at the desk/);
    assert.deepEqual((await stored(again)).texts.length, 1);
  });

  test('is told when the browser keeps nothing, and is saved at the desk all the same', async () => {
    await here.context.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    const page = await here.atForm();
    await typeInto(page, AMOUNT, '30');
    assert.match(await words(keeperLine(page)), /^Not kept on this device/);
    await says(page, /^Saved at the desk/);
    here.line.down();
    await typeInto(page, AMOUNT, '1');
    await says(page, /^Neither kept on this device nor saved at the desk\. Do not close this page/);
  });
});

describe('a session that ended', () => {
  test('is told while typing, and the form that is sent is carried through the door and stored once', async () => {
    const page = await here.atForm();
    const version = await recordVersion(here.demo);
    await here.context.clearCookies();
    await typeInto(page, AMOUNT, '30');
    await field(page, 'r0.source').fill(SMALL_DAY['r0.source']);
    await says(page, /^Not saved at the desk: you are signed out\. On this device only/);
    assert.equal((await press(page, 'publish')).status(), 401);
    await signInHere(page, here.demo.signIns.reporter);
    await awake(page);
    assert.equal(await amountOf(page), '30');
    assert.equal(await notice(page, 'Restored from this device').count(), 0, 'the page holds it already');
    assert.equal((await press(page, 'publish')).status(), 200);
    assert.equal(await recordVersion(here.demo), version + 1);
  });

  test('loses nothing when the window was killed after it, and shows nothing to somebody else', async () => {
    const page = await here.atForm();
    await here.context.clearCookies();
    await typeInto(page, AMOUNT, '77');
    await kill(page);
    const other = await here.atForm({ role: 'lead' });
    assert.equal(await amountOf(other), '');
    assert.equal(await other.locator('.keeper [role=alert]').count(), 0);
    assert.equal((await stored(other)).texts.length, 1, 'the control: it is there');
    await here.context.clearCookies();
    const again = await here.atForm();
    await told(again, 'Restored from this device');
    assert.equal(await amountOf(again), '77');
  });

  test('that is ended by signing out leaves nothing in the browser', async () => {
    const page = await here.atForm();
    await isKeptOnDevice(page, FORM);
    await typeInto(page, AMOUNT, '30');
    await says(page, /^Saved at the desk/);
    const held = await stored(page);
    assert.ok(held.texts.length === 1 && held.forms.length > 0, 'the control');
    await go(page, () => page.getByRole('button', { name: 'Sign out' }).click());
    assert.deepEqual(await stored(page), { texts: [], forms: [] });
    here.line.down();
    await assert.rejects(page.goto(here.line.url + FORM), 'nor does a worker answer with a form');
  });

  test('that is ended on another page leaves what the desk does not have, for who typed it', async () => {
    const page = await here.atForm();
    await isKeptOnDevice(page, FORM);
    here.line.down();
    await typeInto(page, AMOUNT, '30');
    await kill(page);
    here.line.up();
    const inbox = await here.context.newPage();
    await inbox.goto(`${here.line.url}/staff`);
    await go(inbox, () => inbox.getByRole('button', { name: 'Sign out' }).click());
    const held = await stored(inbox);
    assert.equal(held.texts.length, 1);
    assert.deepEqual(held.forms.filter((url) => url.includes('/days/')), [], 'what was read is gone');
    await signInHere(inbox, here.demo.signIns.reporter);
    await here.open(inbox);
    await told(inbox, 'Restored from this device');
    assert.equal(await amountOf(inbox), '30');
  });

  test('is not ended by signing out while something is on this device alone', async () => {
    const page = await here.atForm();
    here.line.down();
    await typeInto(page, AMOUNT, '30');
    await page.getByRole('button', { name: 'Sign out' }).click();
    assert.match(await told(page, 'Not signed out'), /goes with signing out/);
    assert.equal(await amountOf(page), '30');
  });
});
