// axe finds nothing on any page: light and dark, on a narrow phone and on a wide screen.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { audit, auditUrl, describe as told } from './lib/axe.js';
import { launch } from './lib/browser.js';
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
