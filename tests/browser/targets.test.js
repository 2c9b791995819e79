// The desk on a phone: whatever is pressed is 44 px large, fields stand in one column, nothing needs a mouse.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { openContext } from './lib/pages.js';
import { PLACES, visit } from './lib/places.js';
import { hoverOnly, sideBySide, tooSmall } from './lib/targets.js';

const PHONE = { viewport: { width: 320, height: 640 }, hasTouch: true };
/** Places of the desk and of its door; a refusal without a page of its own wears the public site's clothes. */
const OF_DESK = PLACES.filter((place) => ![404, 410].includes(place.status)).filter((place) => place.atDesk || place.path?.startsWith('/staff') || /sign in|sign-in/.test(place.name));

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

describe('on a phone of 320 px everything that is pressed is 44 px large, and stands in one column, on', () => {
  let places;

  before(async () => {
    places = await visit(browser.browser, PHONE);
  });

  after(() => places?.stop());

  for (const place of OF_DESK) {
    test(place.name, async () => {
      const page = await places.open(place);
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
      assert.deepEqual(await tooSmall(page), []);
      assert.deepEqual(await sideBySide(page), []);
      assert.deepEqual(await hoverOnly(page), []);
      await page.close();
    });
  }

  test('all places of the desk were seen', () => assert.ok(OF_DESK.length > 25, `${OF_DESK.length}`));
});

describe('the measure itself', () => {
  test('notices small buttons, links that stand alone, ticks, columns and what only a mouse shows; not links in text', async () => {
    const context = await openContext(browser.browser, PHONE);
    const page = await context.newPage();
    await page.setContent(`<!DOCTYPE html><style>.fields { display: grid; grid-template-columns: 1fr 1fr; align-items: start } .a:hover .b { display: block }</style>
      <p>See <a href="#a">this link</a> in a sentence.</p><ul><li><a href="#b">Alone in a list</a></li></ul><button>x</button>
      <p><input type="checkbox" id="t" name="tick"><label for="t">Words</label></p><p title="only a mouse">y</p>
      <p><input type="checkbox" id="u" name="large"><label for="u" style="display:inline-block;padding:20px">Words</label></p>
      <form><div class="fields"><input name="one"><input name="two" style="height:60px;width:60px"></div></form>`);
    const small = await tooSmall(page);
    for (const part of ['Alone in a list', 'button “x”', 'input “tick”', 'input “one”']) assert.ok(small.some((line) => line.includes(part)), `${part} among ${small.join('; ')}`);
    for (const part of ['this link', 'large', 'two']) assert.ok(!small.some((line) => line.includes(part)), `${part} among ${small.join('; ')}`);
    assert.deepEqual(await sideBySide(page), ['fields: 2 columns']);
    const hover = await hoverOnly(page);
    assert.ok(hover.some((line) => line.includes('display')) && hover.some((line) => line.includes('only a mouse')), hover.join('; '));
    await context.close();
  });
});
