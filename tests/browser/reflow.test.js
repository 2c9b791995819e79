// Every page at 320 px, at 200 % zoom, with letters twice as large, on paper, and in the reader's own colours.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { DISPUTED_DAY, STATUS, TODAY, YESTERDAY, dayPage } from './lib/demo.js';
import { openContext, words } from './lib/pages.js';
import { PLACES, startSite, visit } from './lib/places.js';
import { startInk } from './lib/ink.js';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

// Every pixel is four: 320 px is what is left of a window of 640 px that is zoomed to 200 %.
const ZOOMED = { deviceScaleFactor: 2, viewport: { width: 320, height: 400 } };
const SIZES = [
  { title: '320 px, or 640 px zoomed to 200 %', width: 320, letters: '' },
  { title: '640 px with letters twice as large', width: 640, letters: '200%' },
  { title: '1280 px', width: 1280, letters: '' },
];

describe('nothing runs out of the window, however narrow it is and however large the letters, on', () => {
  let places;

  before(async () => {
    places = await visit(browser.browser, ZOOMED);
  });

  after(() => places?.stop());

  for (const place of PLACES) {
    test(place.name, async () => {
      const page = await places.open(place);
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
      for (const { title, width, letters } of SIZES) {
        await page.setViewportSize({ width, height: 400 });
        await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, letters);
        assert.deepEqual(await runningOut(page), [], title);
      }
      await page.close();
    });
  }
});

describe('nothing runs out of a window of 320 px:', () => {
  for (const corridors of [[], [['northern', 'Northern corridor'], ['southern', 'A corridor with a name that is rather long / Another name']]]) {
    test(`the beginning of a site with ${corridors.length ? 'two corridors' : 'no corridor'}`, async () => {
      const site = await startSite(corridors);
      const context = await openContext(browser.browser, { viewport: { width: 320, height: 640 } });
      try {
        const page = await context.newPage();
        await page.goto(`${site.url}/`);
        assert.deepEqual(await runningOut(page), []);
      } finally {
        await context.close();
        await site.stop();
      }
    });
  }

  test('control: what is too wide is noticed', async () => {
    const context = await openContext(browser.browser, { viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    await page.setContent('<!DOCTYPE html><p style="width:20em">wide</p><div style="overflow:hidden;width:5em;white-space:nowrap">cut off in the middle</div>');
    await page.evaluate(() => { document.body.append('W'.repeat(60)); });
    const found = await runningOut(page);
    assert.ok(found.some((line) => line.startsWith('the page')), found.join('\n'));
    assert.ok(found.some((line) => line.includes('cut off')), found.join('\n'));
    await context.close();
  });
});

/** What is wider than the window, or cut off: a line each. */
function runningOut(page) {
  return page.evaluate(() => {
    const found = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} px wide in ${root.clientWidth} px`);
    for (const element of document.body.querySelectorAll('*')) {
      // Lines and boxes that people type into scroll by themselves.
      if (!element.checkVisibility() || element.closest('svg') || /^(INPUT|TEXTAREA|SELECT|OPTION|DATALIST)$/.test(element.tagName)) continue;
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      // Words that are only read aloud are clipped to nothing.
      if (box.width <= 1 || box.height <= 1 || style.clipPath === 'inset(50%)') continue;
      const name = `${element.tagName.toLowerCase()} “${element.textContent.trim().slice(0, 40)}”`;
      if (box.right > root.clientWidth + 1 || box.left < -1) found.push(`${name} reaches from ${Math.round(box.left)} to ${Math.round(box.right)} px`);
      const cuts = /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
      if (cuts) found.push(`${name} is cut off: ${element.scrollWidth} px in ${element.clientWidth} px`);
    }
    return found;
  });
}

describe('on paper', () => {
  let places;

  before(async () => {
    places = await visit(browser.browser, { viewport: { width: 720, height: 1000 } });
  });

  after(() => places?.stop());

  for (const place of PLACES.filter(({ status, atDesk }) => status === 200 && !atDesk)) {
    test(`${place.name} loses its ways through the site, and nothing of what it says`, async () => {
      const page = await places.open(place);
      const ways = page.getByRole('navigation', { includeHidden: true });
      assert.ok(await ways.first().isVisible(), 'control: on a screen they are shown');
      const [heading, claims] = [await words(page.locator('h1')), await page.locator('article').count()];
      await page.emulateMedia({ media: 'print' });
      const sitesWays = page.getByRole('navigation', { name: 'Pages', exact: true, includeHidden: true });
      assert.equal(await sitesWays.isVisible(), false, 'the ways through the site');
      assert.equal(await words(page.locator('h1')), heading);
      for (const article of await page.locator('article').all()) assert.ok(await article.isVisible());
      assert.equal(await page.locator('article').count(), claims);
      assert.ok(await page.locator('footer').isVisible(), 'the foot says which version it is');
      assert.deepEqual(await runningOut(page), []);
      await page.close();
    });
  }
});

describe('the marks of a status', () => {
  const DAYS_WITH_ALL_MARKS = [STATUS, dayPage(TODAY), dayPage(YESTERDAY), dayPage(DISPUTED_DAY)];
  const LOOKS = [
    { title: 'in light', media: { colorScheme: 'light' } },
    { title: 'in dark', media: { colorScheme: 'dark' } },
    { title: 'on paper', media: { media: 'print' } },
    { title: 'in the reader’s own colours', media: { forcedColors: 'active' } },
    { title: 'in the reader’s own dark colours', media: { forcedColors: 'active', colorScheme: 'dark' } },
  ];
  let places;
  let ink;

  before(async () => {
    places = await visit(browser.browser, { viewport: { width: 1000, height: 800 } });
    ink = await startInk(browser.browser);
  });

  after(async () => {
    await ink?.stop();
    await places?.stop();
  });

  test('are never read aloud, and every one has a word beside it', async () => {
    for (const path of DAYS_WITH_ALL_MARKS) {
      const page = await places.reader.newPage();
      await page.goto(places.demo.url + path);
      for (const mark of await page.locator('main svg:has(use):visible').all()) {
        const shape = await mark.locator('use').getAttribute('href');
        assert.equal(await mark.getAttribute('aria-hidden'), 'true', shape);
        const beside = await mark.evaluate((element) => element.closest('p, td, li, h1, dd').textContent.trim());
        assert.match(beside, /\p{L}{4}/u, `${shape} has a word beside it`);
      }
      await page.close();
    }
  });

  test('are drawn with contrast in every look', async () => {
    const shapes = new Map();
    for (const path of DAYS_WITH_ALL_MARKS) {
      const page = await places.reader.newPage();
      await page.goto(places.demo.url + path);
      for (const mark of await page.locator('main svg:has(use):visible').all()) {
        const shape = await mark.locator('use').getAttribute('href');
        if (shapes.has(shape)) continue;
        const shares = {};
        for (const { title, media } of LOOKS) {
          await page.emulateMedia({ media: 'screen', colorScheme: 'light', forcedColors: 'none', ...media });
          shares[title] = await ink.share(mark);
        }
        await page.emulateMedia({ media: 'screen', colorScheme: 'light', forcedColors: 'none' });
        shapes.set(shape, shares);
      }
      await page.close();
    }
    assert.ok(shapes.size >= 4, `several shapes were seen: ${[...shapes.keys()]}`);
    for (const [shape, shares] of shapes) {
      for (const [title, share] of Object.entries(shares)) {
        // Part of each drawing stands out by 3 to 1 from the paper: a dash or a hatch at least.
        assert.ok(share >= 0.08, `${shape} ${title}: ${Math.round(share * 100)} % of it stand out from the paper`);
      }
    }
  });

  test('control: a mark without ink is noticed', async () => {
    const page = await places.open(PLACES[0]);
    const mark = page.locator('main svg:has(use):visible').first();
    assert.ok((await ink.share(mark)) > 0.5);
    await page.evaluate(() => document.querySelectorAll('symbol path').forEach((path) => { path.style.fill = 'transparent'; }));
    assert.ok((await ink.share(mark)) < 0.08);
    await page.close();
  });
});
