// Reporter and lead, with JavaScript off and on: typed and kept as a draft, submitted, returned, mended, published; then
// corrected, several days at once, and withdrawn. axe on every new page.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { isClean } from './lib/axe.js';
import { launch } from './lib/browser.js';
import { OLDER_DAY, TODAY, YESTERDAY, dayForm, dayPage, startDemo } from './lib/demo.js';
import { field, openDay, openForm, press, signIn, type } from './lib/desk.js';
import { go, openContext, pathOf, words } from './lib/pages.js';
import { everythingPublic, recordVersion } from './lib/record.js';
import { watch } from './lib/watch.js';

const NOTE = 'Which bulletin is this? canary 5b1d';
const SECRET = 'Ring the hospital; canary 9e2c';

const DAY = {
  'r0.source': 'Artsakh Ministry of Health',
  'r0.c1.amount': '12',
  'r0.c3.amount': '>30',
  internal_note: SECRET,
};

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

for (const javaScriptEnabled of [false, true]) {
  describe(`reporter and lead whose browsers run ${javaScriptEnabled ? 'scripts' : 'no script'}`, () => {
    let demo;
    let contexts;
    let reporter;
    let lead;
    let heard;

    before(async () => {
      demo = await startDemo();
    });

    after(() => demo?.stop());

    beforeEach(async () => {
      contexts = await Promise.all([0, 1].map(() => openContext(browser.browser, { javaScriptEnabled })));
      heard = await Promise.all(contexts.map((context) => watch(context)));
      [reporter, lead] = await Promise.all(contexts.map((context) => context.newPage()));
      await signIn(reporter, demo, 'reporter');
      await signIn(lead, demo, 'lead');
    });

    afterEach(async () => {
      await Promise.all(contexts.map((context) => context.close()));
      for (const one of heard) assert.deepEqual(one.complaints, [], 'the pages were quiet');
    });

    const look = async (page, name) => {
      if (javaScriptEnabled) await isClean(page, name);
    };

    test('a draft is saved, stands in the form in any browser, and is discarded after a second question', async () => {
      await openForm(reporter, demo, OLDER_DAY);
      await type(reporter, { 'r0.source': 'News desk', 'r0.c1.amount': 'more then 12' });
      const saved = await press(reporter, 'draft');
      assert.equal(saved.status(), 200);
      assert.equal(pathOf(reporter), dayForm(OLDER_DAY));
      const notice = await words(reporter.locator('.told'));
      assert.match(notice, /^Draft saved at 10 May 2023, 20:\d\d in Yerevan/);
      assert.equal(await field(reporter, 'r0.c1.amount').inputValue(), 'more then 12');
      await look(reporter, 'the form with a draft');
      await reporter.goto(`${demo.url}/staff`);
      assert.match(await words(reporter.locator('main')), /Your drafts 8 May 2023/);
      await look(reporter, 'the desk with a draft');
      await openForm(lead, demo, OLDER_DAY);
      assert.equal(await lead.locator('.told').count(), 0, 'nobody else sees it');

      await openForm(reporter, demo, OLDER_DAY);
      await go(reporter, () => reporter.getByRole('link', { name: 'Discard this draft' }).click());
      assert.match(await words(reporter.locator('h1')), /^Discard your draft of 8 May 2023\?$/);
      await look(reporter, 'the question');
      await go(reporter, () => reporter.getByRole('link', { name: 'Keep it, and go back to the form' }).click());
      assert.equal(await field(reporter, 'r0.c1.amount').inputValue(), 'more then 12', 'a slip loses nothing');
      await openDay(reporter, demo, OLDER_DAY);
      assert.equal(await field(reporter, 'r0.c1.amount').inputValue(), '');
    });

    test('a day is submitted, returned with a note, mended, and published by the lead', async () => {
      const version = await recordVersion(demo);
      await openForm(reporter, demo, YESTERDAY);
      await type(reporter, DAY);
      assert.equal((await press(reporter, 'submit')).status(), 200);
      assert.equal(pathOf(reporter), `/staff?submitted=lachin.${YESTERDAY}`);
      assert.match(await words(reporter.getByRole('status')), /^9 May 2023 waits for a second person\. It is not public yet\./);
      assert.match(await words(reporter.locator('main')), /Submitted by you 9 May 2023/);
      assert.equal(await recordVersion(demo), version, 'nothing is public');
      await openForm(reporter, demo, YESTERDAY);
      assert.match(await words(reporter.locator('.fresh')), /Waits for a second person since 10 May 2023.* You submitted it\./);
      await look(reporter, 'the form of a day that waits');

      // The lead finds it, looks at it, and gives it back.
      await lead.goto(`${demo.url}/staff`);
      await look(lead, 'the desk with a day to review');
      assert.equal(await lead.getByRole('link', { name: /^Review 9.May 2023/ }).count(), 1);
      await go(lead, () => lead.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Review' }).click());
      await look(lead, 'the list of what waits');
      await go(lead, () => lead.getByRole('link', { name: 'Look at 9 May 2023' }).click());
      const page = await words(lead.locator('main'));
      assert.match(page, /Nothing was published about this day before\./);
      assert.match(page, /Added: .*Artsakh Ministry of Health.*: 12\./);
      assert.match(page, /Internal note Ring the hospital/);
      await look(lead, 'the review of a day');
      const empty = await go(lead, () => lead.getByRole('button', { name: 'Return with a note' }).click());
      assert.equal(empty.status(), 422);
      await look(lead, 'the refused review');
      await lead.getByLabel('Note for the writer').fill(NOTE);
      assert.equal((await go(lead, () => lead.getByRole('button', { name: 'Return with a note' }).click())).status(), 200);
      assert.equal(await recordVersion(demo), version, 'nothing is public');

      // The reporter reads the note, mends the day, submits it again.
      await reporter.goto(`${demo.url}/staff`);
      assert.match(await words(reporter.locator('main')), /Returned to you 9 May 2023.*canary 5b1d/);
      await go(reporter, () => reporter.getByRole('link', { name: /^Change 9.May 2023/ }).click());
      assert.equal(await field(reporter, 'r0.c0.amount').inputValue(), '12');
      await look(reporter, 'the form of a returned day');
      await type(reporter, { 'r0.url': 'https://example.org/bulletin' });
      assert.equal((await press(reporter, 'submit')).status(), 200);

      // A second day waits by then. The lead publishes both from the list at once, and the public reads them.
      await openDay(reporter, demo, OLDER_DAY);
      await type(reporter, { 'r0.source': 'Artsakh Ministry of Health', 'r0.c1.amount': '11', confirmed: true });
      assert.equal((await press(reporter, 'submit')).status(), 200);
      await lead.goto(`${demo.url}/staff/review`);
      await lead.getByLabel(/^Publish 8.May 2023/).check();
      await lead.getByLabel(/^Publish 9.May 2023/).check();
      assert.equal((await go(lead, () => lead.getByRole('button', { name: 'Publish the ticked days' }).click())).status(), 200);
      assert.match(await words(lead.getByRole('status')), /^2 days are public\.$/);
      assert.ok((await recordVersion(demo)) > version);
      const everything = await everythingPublic(demo, [YESTERDAY, TODAY]);
      assert.ok(everything.includes('https://example.org/bulletin'), 'control');
      for (const secret of ['canary 5b1d', 'canary 9e2c', 'demo-reporter', 'demo-lead']) {
        assert.ok(!everything.includes(secret), `${secret} is public`);
      }
    });

    test('a correction by a reporter is refused at its field, submitted, compared in words and published', async () => {
      await openForm(reporter, demo, YESTERDAY);
      await type(reporter, { 'r0.c0.amount': '13', change_kind: 'correction', change_reason: 'We had left out one patient.' });
      const refused = await press(reporter, 'publish');
      assert.equal(refused.status(), 403);
      assert.match(await words(reporter.getByRole('alert')), /Kind of change: A lead publishes corrections\. Submit it for review/);
      assert.equal(await field(reporter, 'r0.c0.amount').inputValue(), '13', 'nothing typed is lost');
      assert.equal((await press(reporter, 'submit')).status(), 200);
      await lead.goto(`${demo.url}${dayForm(YESTERDAY)}/review`);
      const page = await words(lead.locator('main'));
      assert.match(page, /Artsakh Ministry of Health\): 12 → 13\./);
      assert.match(page, /Correction: We had left out one patient\./);
      await look(lead, 'the review of a correction');
      assert.equal((await go(lead, () => lead.getByRole('button', { name: 'Publish 9 May 2023' }).click())).status(), 200);
      await lead.goto(demo.url + dayPage(YESTERDAY));
      assert.match(await words(lead.locator('main')), /We had left out one patient\./);
      assert.match(await words(lead.locator('main')), /: 12 → 13\./);
    });

    test('a lead withdraws a day with one click, and the desk can publish it again', async () => {
      await openForm(lead, demo, YESTERDAY);
      await look(lead, 'the form of a published day for a lead');
      assert.equal((await go(lead, () => lead.getByRole('button', { name: 'Withdraw this day' }).click())).status(), 200);
      assert.match(await words(lead.getByRole('status')), /^9 May 2023 is withdrawn\./);
      const gone = await lead.goto(demo.url + dayPage(YESTERDAY));
      assert.equal(gone.status(), 410);
      assert.match(await words(lead.locator('main')), /Withdrawn while the desk checks these figures\./);
      await openForm(lead, demo, YESTERDAY);
      assert.match(await words(lead.locator('.fresh')), /^Withdrawn on 10 May 2023.*readers do not see it/);
      await look(lead, 'the form of a withdrawn day');
      await type(lead, { change_kind: 'revision', change_reason: 'The figures were checked.' });
      assert.equal((await press(lead, 'publish')).status(), 200);
      const back = await lead.goto(`${demo.url}${dayPage(YESTERDAY)}?again`);
      assert.equal(back.status(), 200);
    });
  });
}
