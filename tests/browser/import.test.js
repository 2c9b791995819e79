// A lead imports files, with JavaScript off and on: refused with problems to take away, looked through, stored, seen by the
// public; then as drafts, which the form of the day shows. axe on every page of it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { isClean } from './lib/axe.js';
import { launch } from './lib/browser.js';
import { dayForm, dayPage, startDemo } from './lib/demo.js';
import { field, openForm, signIn } from './lib/desk.js';
import { claimsFile, importPath, lookThrough } from './lib/imports.js';
import { go, openContext, pathOf, words } from './lib/pages.js';
import { watch } from './lib/watch.js';

const ROW = { date: '2023-05-06', bound: 'more_than', value: '41', source: 'Some office' };

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

for (const javaScriptEnabled of [false, true]) {
  describe(`a lead who imports, whose browser runs ${javaScriptEnabled ? 'scripts' : 'no script'}`, () => {
    let demo;
    let context;
    let page;
    let heard;
    const look = (name) => (javaScriptEnabled ? isClean(page, name) : undefined);

    before(async () => {
      demo = await startDemo();
    });

    after(() => demo?.stop());

    beforeEach(async () => {
      context = await openContext(browser.browser, { javaScriptEnabled });
      heard = await watch(context);
      page = await context.newPage();
      await signIn(page, demo, 'lead');
    });

    afterEach(async () => {
      await context.close();
      assert.deepEqual(heard.complaints, []);
    });

    test('finds the way there, and is told what is wrong with a file, all of it as a table', async () => {
      await page.goto(`${demo.url}/staff`);
      await go(page, () => page.getByRole('link', { name: 'Import', exact: true }).click());
      assert.equal(pathOf(page), importPath);
      assert.equal(await page.getByRole('link', { name: 'Import', exact: true }).getAttribute('aria-current'), 'page');
      await look('choosing files');
      const answer = await go(page, () => page.getByRole('button', { name: 'Look through the files' }).click());
      assert.equal(answer.status(), 422);
      assert.equal(await page.locator('.errors a').getAttribute('href'), '#claims');
      await look('no file');
      const status = await lookThrough(page, demo, claimsFile([{ ...ROW, value: 'many' }, { ...ROW, source: '=1+1' }]));
      assert.equal(status, 422);
      assert.match(await page.title(), /^Error:/);
      assert.match(await words(page.locator('table.wrong')), /claims\.csv, line 2, column 15 \(value\) many Expected a whole number/);
      await look('problems');
      const [table] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'All problems as a table (.csv)' }).click(),
      ]);
      assert.equal(table.suggestedFilename(), 'lachin-import-problems.csv');
      const lines = (await readFile(await table.path(), 'utf8')).trim().split('\n');
      assert.equal(lines.length, 3);
      assert.ok(lines[2].startsWith("claims.csv,3,18,source,,'=1+1,"), lines[2]);
    });

    test('looks through a file, stores it, and the public sees it', async () => {
      assert.equal(await lookThrough(page, demo, claimsFile([ROW])), 200);
      assert.match(await words(page.locator('main')), /1 day would change: 1 new row\./);
      assert.match(await words(page.locator('.import-day')), /Added: People waiting for transfer \(Some office\): more than 41\./);
      await look('preview');
      const refused = await go(page, () => page.getByRole('button', { name: 'Import these days' }).click());
      assert.equal(refused.status(), 422);
      await look('nothing chosen');
      await page.getByLabel('Public at once').check();
      await go(page, () => page.getByRole('button', { name: 'Import these days' }).click());
      assert.match(await words(page.locator('main')), /Imported and public 1 day is public: 1 new row\./);
      await look('stored');
      await page.goto(demo.url + dayPage('2023-05-06'));
      assert.match(await words(page.locator('main')), /more than 41/);
    });

    test('takes days as drafts, which the form of the day shows and nobody reads', async () => {
      const row = { ...ROW, date: '2023-05-07', value: '43' };
      assert.equal(await lookThrough(page, demo, claimsFile([row])), 200);
      await page.getByLabel('Drafts of mine').check();
      await go(page, () => page.getByRole('button', { name: 'Import these days' }).click());
      assert.match(await words(page.locator('main')), /1 day is a draft of yours now/);
      await openForm(page, demo, '2023-05-07');
      assert.equal(await field(page, 'r0.source').inputValue(), 'Some office');
      assert.equal(await field(page, 'r0.c0.amount').inputValue(), 'more than 43');
      assert.equal(pathOf(page), dayForm('2023-05-07'));
      await page.goto(demo.url + dayPage('2023-05-07'));
      assert.doesNotMatch(await words(page.locator('main')), /43/);
    });

    test('takes the template of a spreadsheet home, and it can be looked through as it is', async () => {
      await page.goto(demo.url + importPath);
      const [template] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Template for a spreadsheet (.xlsx)' }).click(),
      ]);
      assert.equal(template.suggestedFilename(), 'lachin-claims-template.xlsx');
      const buffer = await readFile(await template.path());
      assert.equal(await lookThrough(page, demo, { name: 'claims.xlsx', mimeType: 'application/octet-stream', buffer }), 200);
      assert.match(await words(page.locator('main')), /1 day would change: 6 new rows\./);
      assert.match(await words(page.locator('main')), /Rows of the template are still in the file/);
      await look('a preview with warnings');
      await go(page, () => page.getByRole('button', { name: 'Discard the files' }).click());
      assert.match(await words(page.locator('main')), /The files are gone\./);
    });
  });
}
