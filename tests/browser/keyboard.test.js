// By keyboard alone: what has the focus is seen, everything can be reached and left, a day can be entered and sent.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { STATUS, TODAY, YESTERDAY, dayPage, startDemo } from './lib/demo.js';
import { field, openDay } from './lib/desk.js';
import { go, hasFocus, isInWindow, openContext, pathOf, words, wordsOfEach } from './lib/pages.js';
import { PLACES, visit } from './lib/places.js';
import { recordVersion, rowsOf } from './lib/record.js';

/** More steps than any of these pages has: who still goes round after them is in a trap. */
const MOST_STEPS = 400;

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

describe('the focus can be seen, goes everywhere and is never caught, on', () => {
  let places;

  before(async () => {
    places = await visit(browser.browser);
  });

  after(() => places?.stop());

  for (const place of PLACES) {
    test(place.name, async () => {
      const page = await places.open(place);
      // An island adds to its page while it wakes up.
      await page.waitForFunction(() => [...document.querySelectorAll('leptos-island')].every((island) => 'ready' in island.dataset));
      const wanted = await reachable(page);
      const seen = new Set();
      for (let step = 0; ; step += 1) {
        assert.ok(step < MOST_STEPS, 'the end of the page is reached');
        await page.keyboard.press('Tab');
        const focus = await focused(page);
        if (focus === null) break;
        if (seen.has(focus.place)) continue; // a date has a stop for day, month and year
        assert.ok(seen.size > 0 || focus.words === 'Skip to content', `first comes the way to the content, not ${focus.words}`);
        seen.add(focus.place);
        assert.notEqual(focus.outline, 'none', `${focus.words} shows that it has the focus`);
        assert.ok(focus.width >= 2, `${focus.words} has an outline of ${focus.width} px`);
        assert.ok(focus.contrast, `${focus.words} has an outline that can be told from the paper`);
        assert.ok(focus.isInWindow, `${focus.words} is in the window`);
      }
      const missed = wanted.filter(([place]) => !seen.has(place)).map(([, name]) => name);
      assert.deepEqual(missed, [], 'everything that can be used is reached');
      await page.close();
    });
  }

  test('the status page in the reader’s own colours', async () => {
    const page = await places.open(PLACES[0]);
    await page.emulateMedia({ forcedColors: 'active' });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const focus = await focused(page);
    assert.notEqual(focus.outline, 'none');
    assert.ok(focus.width >= 2);
    await page.close();
  });

  test('control: a page that hides the focus is noticed', async () => {
    const page = await places.open(PLACES[0]);
    await page.evaluate(() => document.querySelectorAll('a').forEach((link) => { link.style.outline = 'none'; }));
    await page.keyboard.press('Tab');
    assert.equal((await focused(page)).outline, 'none');
    await page.close();
  });
});

describe('somebody who uses the keyboard alone, without JavaScript,', () => {
  let demo;
  let context;
  let page;

  before(async () => {
    demo = await startDemo();
    context = await openContext(browser.browser, { javaScriptEnabled: false });
    page = await context.newPage();
  });

  after(async () => {
    await context?.close();
    await demo?.stop();
  });

  test('skips what every page begins with', async () => {
    await page.goto(demo.url + STATUS);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to content' });
    assert.ok(await hasFocus(skip));
    assert.ok(await isInWindow(skip), 'the link is seen while it has the focus');
    await page.keyboard.press('Enter');
    assert.equal(pathOf(page), `${STATUS}#main`);
    await page.keyboard.press('Tab');
    assert.ok(await page.locator('main a').first().evaluate((link) => link === document.activeElement), 'next comes the first link of the content');
  });

  test('follows a source to its claim', async () => {
    await page.goto(demo.url + STATUS);
    await tabTo('main h1 a');
    await go(page, () => page.keyboard.press('Enter'));
    assert.match(pathOf(page), new RegExp(`^${dayPage(TODAY)}#c\\d+$`));
  });

  test('signs in', async () => {
    await page.goto(`${demo.url}/staff/sign-in`);
    await tabTo('[name=account]');
    await page.keyboard.type(demo.signIns.reporter.account);
    await page.keyboard.press('Tab');
    assert.ok(await hasFocus(page.getByLabel('Password')));
    await page.keyboard.type(demo.signIns.reporter.password);
    await go(page, () => page.keyboard.press('Enter'));
    assert.equal(pathOf(page), '/staff');
  });

  test('does not publish by pressing Enter in a line: that checks, and keeps what is typed', async () => {
    await openDay(page, demo, YESTERDAY);
    const version = await recordVersion(demo);
    await tabTo('[name="r0.source"]');
    await page.keyboard.type('Artsakh Ministry of Health');
    const empty = await go(page, () => page.keyboard.press('Enter'));
    assert.equal(empty.status(), 422);
    await tabTo('[name="r0.c3.amount"]');
    await page.keyboard.type('>30');
    const checked = await go(page, () => page.keyboard.press('Enter'));
    assert.equal(checked.status(), 200);
    assert.match(await words(page.locator('.told')), /This day can be published\. It is not public yet\./);
    assert.equal(await field(page, 'r0.source').inputValue(), 'Artsakh Ministry of Health');
    assert.equal(await recordVersion(demo), version);
    assert.deepEqual(await rowsOf(demo, YESTERDAY), []);
  });

  test('is led from the summary to the field, and mends it there', async () => {
    await openDay(page, demo, YESTERDAY);
    await tabTo('[name="r0.source"]');
    await page.keyboard.type('ICRC');
    await tabTo('[name="r0.c1.amount"]');
    await page.keyboard.type('more then 12');
    assert.equal((await go(page, () => page.keyboard.press('Enter'))).status(), 422);
    await tabTo('[role=alert] a');
    await page.keyboard.press('Enter');
    const amount = field(page, 'r0.c1.amount');
    assert.ok(await hasFocus(amount));
    await page.keyboard.press('Control+a');
    await page.keyboard.type('12');
    assert.equal((await go(page, () => page.keyboard.press('Enter'))).status(), 200);
  });

  test('enters a day, with choices and a second report, and publishes it', async () => {
    await openDay(page, demo, YESTERDAY);
    await tabTo('[name="reason.2"]');
    await page.keyboard.type('Source');
    await tabTo('[name="r0.source"]');
    await page.keyboard.type('Artsakh Ministry of Health');
    await tabTo('[name="r0.published_on"]');
    await page.keyboard.type('05092023');
    await tabTo('[name="r0.c0.amount"]');
    await page.keyboard.type('closed');
    await tabTo('[name="r0.c1.amount"]');
    await page.keyboard.type('12');
    await tabTo('[name="r0.c3.amount"]');
    await page.keyboard.type('>30');
    await tabTo('button[value=report]');
    await go(page, () => page.keyboard.press('Enter'));

    await tabTo('[name="r1.source"]');
    await page.keyboard.type('Weekly of the corridor');
    await tabTo('[name="r1.c0.measure"]');
    await page.keyboard.type('People waiting');
    await tabTo('[name="r1.c0.amount"]');
    await page.keyboard.type('several dozen');
    await tabTo('details:has([name="r1.c0.remark"]) > summary');
    await page.keyboard.press('Space');
    await tabTo('[name="r1.c0.remark"]');
    await page.keyboard.type('Typed');
    await page.keyboard.press('Enter');
    await page.keyboard.type('in two lines');
    await tabTo('button[value=publish]');
    assert.equal((await go(page, () => page.keyboard.press('Enter'))).status(), 200);
    assert.equal(pathOf(page), `/staff?published=lachin.${YESTERDAY}`);

    await page.goto(demo.url + dayPage(YESTERDAY));
    const claims = await wordsOfEach(page.locator('article'));
    assert.equal(claims.length, 4, claims.join('\n'));
    assert.ok(claims.some((claim) => /^several dozen Weekly of the corridor Remark Typed in two lines/.test(claim)), claims.join('\n'));
    assert.ok(claims.some((claim) => /^12 Artsakh Ministry of Health .*Published 9 May 2023/.test(claim)), claims.join('\n'));
    assert.match(await words(page.locator('main')), /Patients returned\. Source silent\./);
  });

  test('signs out', async () => {
    await page.goto(`${demo.url}/staff`);
    await tabTo('header button');
    await go(page, () => page.keyboard.press('Enter'));
    assert.equal(pathOf(page), '/staff/sign-in');
  });

  /** Presses Tab until an element that fits the selector has the focus. */
  async function tabTo(selector) {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((css) => document.activeElement?.matches(css) ?? false, selector)) return;
    }
    assert.fail(`${selector} is not reached by keyboard`);
  }
});

/** What has the focus, as it is painted; null when nothing of the page has it. */
function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const light = (color) => {
      const [red, green, blue] = color.match(/[\d.]+/g).map((part) => {
        const value = Number(part) / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const [one, other] = [light(outlineColor), light(getComputedStyle(document.body).backgroundColor)];
    return {
      place: (element.place ??= -1 - [...document.querySelectorAll('*')].indexOf(element)),
      words: (element.name || element.textContent).trim().slice(0, 40),
      outline: outlineStyle,
      width: parseFloat(outlineWidth),
      contrast: (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) >= 3,
      isInWindow: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < window.innerHeight,
    };
  });
}

/** What can be used on a page and must be reached: `[[place, name], …]`. Of a choice of radio buttons one is enough. */
function reachable(page) {
  return page.evaluate(() => {
    const groups = new Set();
    const usable = document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary');
    return [...usable]
      .filter((element) => element.checkVisibility() && element.tabIndex >= 0 && !element.disabled)
      .filter((element) => {
        if (element.type !== 'radio') return true;
        const isFirst = !groups.has(element.name);
        groups.add(element.name);
        return isFirst;
      })
      .map((element, number) => {
        element.place = number; // its own: what is added to the page later moves no place
        return [number, (element.name || element.textContent).trim().slice(0, 40)];
      });
  });
}
