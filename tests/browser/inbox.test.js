// The inbox in a browser, with and without JavaScript: the way to decide, the month as a table and as a list.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { TODAY, dayForm, startDemo } from './lib/demo.js';
import { signIn } from './lib/desk.js';
import { go, isInWindow, openContext, pathOf, words } from './lib/pages.js';

let browser;
let demo;

before(async () => {
  browser = await launch();
  demo = await startDemo();
});

after(async () => {
  await demo?.stop();
  await browser?.close();
});

for (const javaScriptEnabled of [true, false]) {
  describe(`${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    let context;
    let page;

    before(async () => {
      context = await openContext(browser.browser, { javaScriptEnabled });
      page = await context.newPage();
      await signIn(page, demo, 'lead');
    });

    after(() => context?.close());

    test('“Decide” leads to the field in which a claim is preferred, and it can be typed into', async () => {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(`${demo.url}/staff`);
      await go(page, () => page.getByRole('link', { name: 'Decide on People waiting for transfer' }).click());
      const [form, place] = pathOf(page).split('#');
      assert.equal(form, dayForm(TODAY));
      const preferred = page.locator(`[id="${place}"] textarea`);
      assert.ok(await preferred.isVisible(), `${place} is folded away`);
      assert.ok(await isInWindow(preferred), `${place} is out of the window`);
      await preferred.fill('Nearer to them.');
    });

    test('on a wide screen the month is a table, and every day up to today is a way to its form', async () => {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(`${demo.url}/staff`);
      assert.equal(await page.locator('.month-list').isVisible(), false);
      const days = page.locator('.at-desk a:visible');
      assert.equal(await days.count(), 10);
      assert.match(await words(days.nth(1)), /2 Tuesday 2 May 2023: No report/);
      await go(page, () => days.nth(1).click());
      assert.equal(pathOf(page), dayForm('2023-05-02'));
    });

    test('on a phone it is a list, in which silent days stand together and unfold', async () => {
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(`${demo.url}/staff`);
      assert.equal(await page.locator('.at-desk').isVisible(), false);
      assert.equal(await page.locator('.month-list a:visible').count(), 3, 'days of which something is said');
      const run = page.locator('.month-list summary').first();
      assert.equal(await words(run), '2–4 May: no report, 3 days');
      await run.click();
      const third = page.locator(`.month-list a[href="${dayForm('2023-05-03')}"]`);
      assert.ok(await third.isVisible());
      await go(page, () => third.click());
      assert.equal(pathOf(page), dayForm('2023-05-03'));
    });
  });
}
