// A reader who has the status page open while the desk publishes: told once, in words, at a place of its own; the page never
// moves, and never reloads by itself. Nothing of it without scripts, on a page that is not seen, or on a line to be spared.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { isClean } from './lib/axe.js';
import { launch } from './lib/browser.js';
import { STATUS, YESTERDAY, dayPage, startDemo } from './lib/demo.js';
import { openDay, press, signIn, type } from './lib/desk.js';
import { go, openContext, words } from './lib/pages.js';
import { recordVersion } from './lib/record.js';
import { besidesLive, watch } from './lib/watch.js';

const NEWER = 'A newer state of this record was published. Reload';
const EVENTS = '/api/v1/events';

let browser;
let demo;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
});

after(async () => {
  await Promise.all([browser?.close(), demo?.stop()]);
});

/** Publishes the day before anew, as a reporter would. */
let published = 0;
async function publish() {
  const context = await openContext(browser.browser, { javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    await signIn(page, demo);
    await openDay(page, demo, YESTERDAY);
    published += 1;
    const amount = String(10 + published);
    const first = { 'r0.source': 'Artsakh Ministry of Health', 'r0.c1.amount': amount };
    const again = { 'r0.c0.amount': amount, change_kind: 'revision', change_reason: 'More was reported.' };
    await type(page, published > 1 ? again : first);
    const answer = await press(page, 'publish');
    assert.equal(answer.status(), 200, await words(page.locator('main')));
  } finally {
    await context.close();
  }
}

/** What a page says of the line and of whether it is seen. */
const says = ({ connection, visibility = 'visible' }) => ({ connection, visibility });
const pretend = ({ connection, visibility }) => {
  if (connection) Object.defineProperty(Navigator.prototype, 'connection', { get: () => connection });
  globalThis.pretended = visibility;
  Object.defineProperty(Document.prototype, 'visibilityState', { get: () => globalThis.pretended });
};

describe('a reader with the status page open', () => {
  let context;
  let page;
  let heard;

  const open = async (what = {}) => {
    context = await openContext(browser.browser, { viewport: { width: 360, height: 640 } });
    heard = await watch(context);
    await context.addInitScript(pretend, says(what));
    page = await context.newPage();
    await page.goto(demo.url + STATUS);
  };

  const asked = () => heard.others.filter((address) => new URL(address).pathname === EVENTS);

  afterEach(async () => {
    await context.close();
    assert.deepEqual(heard.complaints, []);
    assert.deepEqual(besidesLive(heard.others), []);
  });

  test('is told of a publication, without a movement of the page, and reloads when they want to', async () => {
    await open();
    await page.evaluate(() => {
      globalThis.shifts = 0;
      new PerformanceObserver((list) => (globalThis.shifts += list.getEntries().length)).observe({ type: 'layout-shift', buffered: true });
      globalThis.same = true;
      scrollTo(0, 900);
    });
    const place = page.getByRole('status');
    assert.equal(await place.count(), 1);
    assert.equal(await place.innerText(), '');
    const before = await page.evaluate(() => scrollY);
    const version = await recordVersion(demo);
    const size = await page.evaluate(() => document.documentElement.scrollHeight);
    await publish();
    await place.getByRole('button', { name: 'Reload' }).waitFor();
    assert.equal(await words(place), NEWER);
    const now = await page.evaluate(() => ({ shifts: globalThis.shifts, same: globalThis.same, top: scrollY, size: document.documentElement.scrollHeight }));
    assert.deepEqual(now, { shifts: 0, same: true, top: before, size });
    const box = await place.boundingBox();
    assert.ok(box.y + box.height <= 640 && box.height < 160, JSON.stringify(box));
    const button = await place.getByRole('button').boundingBox();
    assert.ok(button.height >= 24 && button.width >= 44, JSON.stringify(button));
    await isClean(page, 'a newer state');
    await page.emulateMedia({ colorScheme: 'dark' });
    await isClean(page, 'a newer state, dark');
    // Reached by the keyboard, and the page that comes is the newer one, with nothing newer.
    await place.getByRole('button').focus();
    await go(page, () => page.keyboard.press('Enter'));
    assert.equal(await page.evaluate(() => globalThis.same), undefined);
    assert.match(await words(page.locator('footer')), new RegExp(`Record version ${version + 1} `));
    assert.equal(await page.getByRole('status').innerText(), '');
  });

  test('keeps no line while the page is not seen, and is told of what was missed once it is', async () => {
    await open({ visibility: 'hidden' });
    assert.deepEqual(asked(), []);
    await publish();
    assert.deepEqual(asked(), []);
    assert.equal(await page.getByRole('status').innerText(), '');
    await page.evaluate(() => {
      globalThis.pretended = 'visible';
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await page.getByRole('status').getByRole('button').waitFor();
    assert.equal(asked().length, 1);
  });

  for (const [name, connection] of [['Save-Data', { saveData: true, effectiveType: '4g' }], ['2G', { saveData: false, effectiveType: '2g' }]]) {
    test(`keeps no line under ${name}`, async () => {
      await open({ connection });
      await publish();
      // The control: another reader, who came later, has been told by now.
      const other = await context.browser().newContext();
      const theirs = await other.newPage();
      await theirs.goto(demo.url + STATUS);
      await publish();
      await theirs.getByRole('status').getByRole('button').waitFor();
      await other.close();
      assert.deepEqual(asked(), []);
      assert.equal(await page.getByRole('status').innerText(), '');
    });
  }

  test('of an earlier state, or of a day, is told nothing', async () => {
    await open();
    for (const path of [`${STATUS}?as_of=2023-05-09`, dayPage(YESTERDAY), `${STATUS}/changes`]) {
      await page.goto(demo.url + path);
      assert.equal(await page.locator('script, .live').count(), 0, path);
    }
    assert.ok(asked().length <= 1, 'the first page may have asked');
  });
});

test('without scripts the page says nothing of it, and asks for nothing', async () => {
  const context = await openContext(browser.browser, { javaScriptEnabled: false });
  const heard = await watch(context);
  const page = await context.newPage();
  await page.goto(demo.url + STATUS);
  await publish();
  assert.equal(await page.locator('.live').innerText(), '');
  assert.ok(!(await page.locator('body').innerText()).includes('newer state'));
  await context.close();
  assert.deepEqual([heard.others, heard.complaints], [[], []]);
});
