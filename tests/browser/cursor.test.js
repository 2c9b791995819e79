// The cursor of the figure of trends: a reader points, taps or uses the keyboard, and what stands in the table of the figure
// is said under it, in the same words. Nothing of it without scripts or on a line to be spared; and the page never moves.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';

import { isClean } from './lib/axe.js';
import { launch } from './lib/browser.js';
import { STATUS, startDemo } from './lib/demo.js';
import { openContext, words } from './lib/pages.js';
import { besidesCursor, watch } from './lib/watch.js';

const TRENDS = `${STATUS}/trends`;
const even = (text) => text.replace(/\s+/g, ' ').trim();

let browser;
let demo;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
});

after(async () => {
  await Promise.all([browser?.close(), demo?.stop()]);
});

/** What a page says of the line. */
const pretend = (connection) => {
  if (connection) Object.defineProperty(Navigator.prototype, 'connection', { get: () => connection });
};

const countShifts = () => {
  globalThis.shifts = [];
  const shifted = (list) => globalThis.shifts.push(...list.getEntries().map((entry) => entry.value));
  new PerformanceObserver(shifted).observe({ type: 'layout-shift', buffered: true });
};

describe('a reader of trends', () => {
  let context;
  let page;
  let heard;

  const open = async (query = '', { connection, ...options } = {}) => {
    context = await openContext(browser.browser, { viewport: { width: 1000, height: 700 }, ...options });
    heard = await watch(context);
    await context.addInitScript(pretend, connection);
    await context.addInitScript(countShifts);
    page = await context.newPage();
    await page.goto(demo.url + TRENDS + query);
  };

  const line = () => page.locator('.told p');
  const said = async () => even(await line().textContent());
  const fetched = () => heard.others.filter((address) => new URL(address).pathname.startsWith('/assets/crosshair-')).length;
  const place = (index = 0) => page.getByRole('slider').nth(index);

  /** The row of a day, week or month in the table of a plot, as it is to be said. */
  const row = async (date, series = 0) => {
    const cells = await page.locator(`table[data-series="${series}"] tr[data-from="${date}"]`).locator('th, td').allTextContents();
    assert.ok(cells.length > 0, `${date} has a row`);
    const [day, ...rest] = cells.map(even).filter((cell) => cell !== '');
    return `${day}: ${rest.join('; ')}`;
  };

  /** Where a day of a part is drawn, after the part was scrolled to. */
  const middle = async (month, day) => {
    const part = page.locator(`.months [data-from="${month}"]`).first();
    const svg = part.locator('svg');
    await svg.scrollIntoViewIfNeeded();
    const box = await svg.boundingBox();
    const [from, to] = await Promise.all(['data-from', 'data-to'].map((name) => part.getAttribute(name)));
    const all = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
    return { x: box.x + (box.width * (day - 0.5)) / all, y: box.y + box.height / 2 };
  };

  const point = async (month, day) => {
    const { x, y } = await middle(month, day);
    await page.mouse.move(x, y);
    await page.mouse.move(x, y + 1);
  };

  /** Waits until something is said. */
  const isSaid = () => page.waitForFunction(() => document.querySelector('.told p').textContent !== '');

  afterEach(async () => {
    const shifts = context.pages().length > 0 ? await page.evaluate(() => globalThis.shifts ?? []) : [];
    await context.close();
    assert.deepEqual(shifts, [], 'nothing moved');
    assert.deepEqual(heard.complaints, []);
    assert.deepEqual(besidesCursor(heard.others), []);
    assert.deepEqual(heard.cookies, []);
  });

  test('fetches what answers when the figure is used, and not before', async () => {
    await open();
    await page.mouse.move(5, 5);
    assert.equal(heard.others.length, 1, 'the small script');
    assert.equal(await said(), '');
    await point('2023-04-01', 29);
    await isSaid();
    await point('2023-04-01', 28);
    assert.equal(fetched(), 1);
  });

  test('hears by the pointer what stands in the table, and what is silent as silent', async () => {
    await open();
    await point('2023-04-01', 29);
    await isSaid();
    assert.equal(await said(), await row('2023-04-29'));
    assert.equal(await page.locator('svg .at').count(), 1);
    await point('2023-05-01', 9);
    assert.equal(await said(), '9 May: no figure');
    assert.equal(await page.locator('svg .at').count(), 1, 'one at a time');
    const within = page.locator('[data-from="2023-05-01"] svg .at');
    const [frame, svg] = await Promise.all([within.boundingBox(), page.locator('[data-from="2023-05-01"] svg').boundingBox()]);
    const { x } = await middle('2023-05-01', 9);
    assert.ok(frame.x < x && x < frame.x + frame.width && frame.width < svg.width / 5, JSON.stringify([frame, svg, x]));
    // It stays while the pointer goes to what it says, and goes by Escape.
    await page.mouse.move(5, 5);
    assert.equal(await said(), '9 May: no figure');
    await page.keyboard.press('Escape');
    assert.deepEqual([await said(), await page.locator('svg .at').count()], ['', 0]);
  });

  for (const [by, from] of [['week', '2023-02-20'], ['month', '2023-02-01']]) {
    test(`hears a ${by} with its bounds and sources`, async () => {
      await open(`?by=${by}`);
      const slots = await page.locator('table[data-series="0"] tr[data-from]').count();
      await place().focus();
      await isSaid();
      assert.equal(await place().getAttribute('aria-valuemax'), String(slots));
      const froms = await page.locator('table[data-series="0"] tr[data-from]').evaluateAll((rows) => rows.map((one) => one.dataset.from));
      for (const date of froms.toReversed()) {
        assert.equal(await said(), await row(date));
        await page.keyboard.press('ArrowLeft');
      }
      assert.ok(froms.includes(from), `${from} was among them`);
    });
  }

  test('goes day by day by the keyboard, to both ends and not beyond, and leaves other keys alone', async () => {
    await open('?measure=access_status');
    await page.locator('main').getByRole('link').first().focus();
    await place().focus();
    await isSaid();
    const [min, max] = await Promise.all(['aria-valuemin', 'aria-valuemax'].map((name) => place().getAttribute(name)));
    assert.deepEqual([min, max], ['1', '150']);
    assert.equal(await said(), await row('2023-05-10'));
    for (const [key, at] of [['ArrowRight', 150], ['ArrowLeft', 149], ['ArrowDown', 148], ['ArrowUp', 149], ['Home', 1], ['ArrowLeft', 1], ['ArrowRight', 2], ['End', 150]]) {
      await page.keyboard.press(key);
      assert.equal(await place().getAttribute('aria-valuenow'), String(at), key);
      const day = await place().getAttribute('aria-valuetext');
      assert.ok((await said()).startsWith(`${even(day)}: `), `${day}: ${await said()}`);
    }
    await page.keyboard.press('ArrowLeft');
    assert.equal(await said(), '9 May: Unknown; Said later, closed: Armenian Weekly, 10 May');
    await page.keyboard.press('Home');
    assert.ok(await page.locator('svg .at').evaluate((frame) => {
      const { top, bottom } = frame.getBoundingClientRect();
      const line = document.querySelector('.told span').getBoundingClientRect();
      return top >= 0 && bottom <= Math.max(line.top, 0) + 1;
    }), 'the first day is in sight, and not under the line');
    await page.keyboard.press('Escape');
    assert.equal(await said(), '');
    assert.deepEqual([await place().getAttribute('aria-valuenow'), await place().getAttribute('aria-valuetext')], ['0', null], 'it stands nowhere');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await said(), await row('2023-05-10'), 'it begins anew');
    await page.keyboard.press('Tab');
    assert.equal(await place().evaluate((element) => element === document.activeElement), false, 'the keyboard is let go');
  });

  test('is told by a line that programs read aloud, in all colours, and not on paper', async () => {
    await open('?by=month');
    assert.equal(await line().getAttribute('aria-live'), 'polite');
    await isClean(page, 'before it is used');
    await place().focus();
    await isSaid();
    assert.match(await place().getAttribute('aria-label'), /^Patients moved out, month by month$/);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await isClean(page, `while it is used, ${colorScheme}`);
    }
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'light' });
    assert.ok(await page.locator('svg .at').isVisible());
    await page.emulateMedia({ media: 'print', forcedColors: 'none' });
    assert.deepEqual([await line().locator('span').isVisible(), await page.locator('svg .at').isVisible()], [false, false]);
    await page.emulateMedia({ media: 'screen' });
    // What moved was moved by the change of the medium.
    await page.evaluate(() => (globalThis.shifts = []));
  });

  test('taps a day on a telephone, the first time too, and scrolls by a finger as everywhere', async () => {
    await open('', { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });
    const { x, y } = await middle('2023-04-01', 29);
    const before = await page.evaluate(() => scrollY);
    await page.touchscreen.tap(x, y);
    await isSaid();
    assert.equal(await said(), await row('2023-04-29'));
    assert.equal(await page.evaluate(() => scrollY), before);
    assert.equal(await page.locator('#trend .months').evaluate((plot) => getComputedStyle(plot).touchAction), 'auto');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    const box = await line().locator('span').boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 641, `the line is in sight: ${JSON.stringify(box)}`);
  });

  for (const timezoneId of ['Etc/GMT+12', 'Etc/GMT-14']) {
    test(`reads the same days in ${timezoneId}`, async () => {
      await open('', { timezoneId });
      await point('2023-04-01', 29);
      await isSaid();
      assert.equal(await said(), await row('2023-04-29'));
    });
  }

  for (const [name, connection] of [['Save-Data', { saveData: true, effectiveType: '4g' }], ['2G', { saveData: false, effectiveType: '2g' }]]) {
    test(`fetches nothing and shows no trace of it under ${name}`, async () => {
      await open('', { connection });
      await point('2023-04-01', 29);
      await page.mouse.down();
      await page.mouse.up();
      await page.locator('#trend .months a').first().focus();
      await page.keyboard.press('ArrowLeft');
      // The control: the same in another page, whose line is not to be spared, was answered by now.
      const other = await context.browser().newContext({ viewport: { width: 1000, height: 700 } });
      const theirs = await other.newPage();
      await theirs.goto(demo.url + TRENDS);
      await theirs.getByRole('slider').focus();
      await theirs.waitForFunction(() => document.querySelector('.told p').textContent !== '');
      await other.close();
      assert.deepEqual([await said(), fetched(), await page.locator('.at').count()], ['', 0, 0]);
    });
  }
});

test('without scripts the page is whole, and says nothing of it', async () => {
  const context = await openContext(browser.browser, { javaScriptEnabled: false });
  const heard = await watch(context);
  const page = await context.newPage();
  await page.goto(demo.url + TRENDS);
  assert.ok((await page.locator('#trend svg').count()) >= 6);
  assert.ok(!(await words(page.locator('main'))).includes('arrow keys'));
  assert.equal((await page.locator('.told').boundingBox()).height, 0, 'no room is kept for it');
  assert.equal(await page.locator('[tabindex], .at').and(page.locator('#trend *')).count(), 0);
  await context.close();
  assert.deepEqual([heard.others, heard.complaints], [[], []]);
});
