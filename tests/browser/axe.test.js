// axe finds nothing on any page: light and dark, on a narrow phone and on a wide screen.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { audit, auditUrl, describe as told, isClean } from './lib/axe.js';
import { launch } from './lib/browser.js';
import { STATUS, TODAY, dayForm, dayPage, startDemo } from './lib/demo.js';
import { openDay, press, signIn, type } from './lib/desk.js';
import { go, openContext, words } from './lib/pages.js';
import { PLACES, startSite, visit } from './lib/places.js';

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

describe('axe, of WCAG 2.2 AA and best practices, finds nothing on', () => {
  let places;

  before(async () => {
    places = await visit(browser.browser);
  });

  after(() => places?.stop());

  for (const place of PLACES) {
    test(place.name, async () => {
      const page = await places.open(place);
      const found = [];
      for (const viewport of [NARROW, WIDE]) {
        for (const colorScheme of ['light', 'dark']) {
          await page.setViewportSize(viewport);
          await page.emulateMedia({ colorScheme });
          const violations = await audit(page);
          if (violations.length) found.push(`${colorScheme}, ${viewport.width} px:\n${told(violations)}`);
        }
      }
      await page.close();
      assert.deepEqual(found, [], found.join('\n'));
    });
  }

  for (const corridors of [[], [['northern', 'Northern corridor']], [['northern', 'Northern corridor'], ['southern', 'Southern corridor']]]) {
    test(`the beginning of a site with ${['no corridor', 'one corridor without a day', 'two corridors'][corridors.length]}`, async () => {
      const site = await startSite(corridors);
      try {
        for (const viewport of [NARROW, WIDE]) {
          const violations = await auditUrl(browser.browser, `${site.url}/`, { viewport });
          assert.deepEqual(violations, [], told(violations));
        }
      } finally {
        await site.stop();
      }
    });
  }
});

describe('axe finds nothing once a day was corrected and then withdrawn, on', () => {
  let demo;
  let context;
  let page;

  before(async () => {
    demo = await startDemo();
    context = await openContext(browser.browser);
    page = await context.newPage();
    await signIn(page, demo, 'lead');
    await openDay(page, demo, TODAY);
    await type(page, { 'r1.c0.amount': '31', change_kind: 'correction', change_reason: 'We had read 30 for 31.' });
    assert.equal((await press(page, 'publish')).status(), 200);
  });

  after(async () => {
    await context.close();
    await demo.stop();
  });

  /** What axe finds at an address, on a phone and a wide screen, in light and dark; what it must say comes first. */
  async function look(address, status, says) {
    assert.equal((await page.goto(demo.url + address)).status(), status);
    assert.match(await words(page.locator('main')), says);
    await isClean(page, address);
  }

  const CORRECTED = /30 → 31\..*We had read 30 for 31\./s;

  test('the status page', () => look(STATUS, 200, CORRECTED));
  test('the page of the day', () => look(dayPage(TODAY), 200, CORRECTED));
  test('the list of changes', () => look(`${STATUS}/changes`, 200, CORRECTED));

  test('the page of the withdrawn day and the list that tells of it', async () => {
    await page.goto(demo.url + dayForm(TODAY));
    await go(page, () => page.locator('form[action$="/withdraw"] button').click());
    // This browser read these pages a moment ago, and may keep them for 15 seconds: other addresses lead past that.
    await look(`${dayPage(TODAY)}?after=withdrawal`, 410, /was withdrawn/);
    await look(`${STATUS}/changes?after=withdrawal`, 200, /Withdrawn/);
    await look(`${STATUS}?after=withdrawal`, 200, /Unknown/);
  });
});

describe('the audit itself', () => {
  test('notices a picture without words, a field without a label and a grey that is too pale', async () => {
    const context = await browser.browser.newContext();
    const page = await context.newPage();
    await page.setContent('<!DOCTYPE html><html lang="en"><title>x</title><main><h1 style="color:#ccc;background:#fff">Too pale to be read</h1><img src="data:,"><input></main>');
    const rules = (await audit(page)).map(({ id }) => id);
    for (const rule of ['color-contrast', 'image-alt', 'label']) assert.ok(rules.includes(rule), `${rule} among ${rules}`);
    await context.close();
  });
});
