// The desk's walk, with JavaScript off and on: from the public page to the form, a day with two reports, six claims and one
// absence, refused for one bad amount, mended, published, seen by the public.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { OLDER_DAY, STATUS, TODAY, YESTERDAY, dayForm, dayPage, startDemo } from './lib/demo.js';
import { SMALL_DAY, field, formValues, openDay, press, signIn, signInHere, type, typedValues } from './lib/desk.js';
import { go, hasFocus, isInWindow, openContext, pathOf, words, wordsOfEach } from './lib/pages.js';
import { rowsOf, everythingPublic, recordVersion } from './lib/record.js';
import { foreign, watch } from './lib/watch.js';

/** Never to be seen by the public. */
const SECRET = 'Call the hospital back at eight; canary 7f3a';

const FIRST_REPORT = {
  'r0.source': 'Artsakh Ministry of Health',
  'r0.published_on': '2023-05-09',
  'r0.url': 'https://www.artsakhpress.am/eng/news/181100/',
  'r0.c0.amount': 'closed',
  'r0.c1.carrier': 'ICRC',
  'r0.c1.amount': 'more then 12',
  'reason.2': 'source_silent',
  'r0.c3.amount': '>30',
};
const ONE_MORE_ROW = {
  'r0.c4.measure': 'patients_hospitalised',
  'r0.c4.amount': '~100',
  'r0.c4.facility': 'Republican Medical Center',
};
const SECOND_REPORT = {
  'r1.source': 'Weekly of the corridor',
  'r1.via': 'Kavkaz-Uzel',
  'r1.c0.measure': 'patients_awaiting',
  'r1.c0.amount': 'several dozen',
  'r1.c0.remark': 'The paper counted <those> who “asked” & waited.',
};
const ITS_SECOND_ROW = {
  'r1.c1.measure': 'access_status',
  'r1.c1.access': 'cargo',
  'r1.c1.amount': 'Restricted',
};
const NOTES = {
  public_note: 'Phones were down until noon.\nWhat came later is in tomorrow’s report.',
  internal_note: SECRET,
};

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

for (const javaScriptEnabled of [false, true]) {
  describe(`somebody at the desk whose browser runs ${javaScriptEnabled ? 'scripts' : 'no script'}`, () => {
    let demo;
    let context;
    let page;
    let heard;

    before(async () => {
      demo = await startDemo();
    });

    after(() => demo?.stop());

    beforeEach(async () => {
      context = await openContext(browser.browser, { javaScriptEnabled });
      heard = await watch(context);
      page = await context.newPage();
    });

    afterEach(async () => {
      await context.close();
      assert.deepEqual(heard.complaints, [], 'the pages were quiet');
      assert.deepEqual(javaScriptEnabled ? foreign(heard.others) : heard.others, [], 'nothing was loaded besides the documents');
    });

    test('is asked to sign in before a form is shown, and is led on to that form', async () => {
      await page.goto(demo.url + dayForm(YESTERDAY));
      assert.equal(await words(page.locator('h1')), 'Sign in to the desk');
      await signInHere(page, demo.signIns.reporter);
      assert.equal(pathOf(page), dayForm(YESTERDAY));
      assert.equal(await words(page.locator('h1')), 'Day report, Tuesday 9 May 2023');
    });

    test('finds no form for a day that has not come or lies before the record', async () => {
      await signIn(page, demo);
      for (const date of ['2023-05-11', '2022-12-11', '2023-02-30']) {
        const response = await page.goto(demo.url + dayForm(date));
        assert.equal(response.status(), 404, date);
        assert.ok(await page.locator('main').getByRole('link', { name: 'All corridors' }).isVisible(), date);
      }
    });

    test('publishes a day further back only after saying that it is the day that is meant', async () => {
      await signIn(page, demo);
      await openDay(page, demo, OLDER_DAY);
      await type(page, SMALL_DAY);
      const typed = await formValues(page);
      const refused = await press(page, 'publish');
      assert.equal(refused.status(), 422);
      assert.deepEqual(await formValues(page), typed, 'every value stays in its place');
      assert.match(await page.title(), /^Error: /);
      assert.deepEqual(await rowsOf(demo, OLDER_DAY), []);

      assert.match(await words(page.locator('main')), /This is about Monday 8 May 2023, 2 days ago\./);
      await page.getByRole('alert').getByRole('link').click();
      assert.ok(await hasFocus(field(page, 'confirmed')), 'the summary leads to the box');
      await page.getByLabel('Yes, this is the day I mean').check();
      const published = await press(page, 'publish');
      assert.equal(published.status(), 200);
      assert.match(await words(page.getByRole('status')), /^8 May 2023 is public, as version \d+ of the record\./);
      assert.equal((await rowsOf(demo, OLDER_DAY)).length, 4, 'one claim, three figures missing');
    });

    test('walks from the public page to a published day: refused for one bad amount, mended, public', async () => {
      // Read the status, open a day without a report.
      await page.goto(demo.url + STATUS);
      assert.match(await words(page.locator('h1')), /^Closed .*11 days ago/);
      await page.goto(demo.url + dayPage(YESTERDAY));
      assert.match(await words(page.locator('main')), /No report for 9 May 2023/);

      // Sign in, and find the form of that day in the inbox.
      await signIn(page, demo);
      assert.equal(await words(page.locator('h1')), 'Inbox');
      await go(page, () => page.getByRole('link', { name: /Tuesday 9.May 2023: No report/ }).click());
      assert.match(await words(page.locator('main')), /Nothing is public yet\./);

      // Type a report, one row more, another report with two rows, a reason for what is missing, notes.
      await type(page, FIRST_REPORT);
      assert.equal((await press(page, 'row.0')).status(), 200);
      await type(page, ONE_MORE_ROW);
      assert.equal((await press(page, 'report')).status(), 200);
      await type(page, SECOND_REPORT);
      assert.equal((await press(page, 'row.1')).status(), 200);
      await type(page, { ...ITS_SECOND_ROW, ...NOTES });
      const typed = await formValues(page);
      const found = Object.fromEntries(typed);
      const entered = { ...FIRST_REPORT, ...ONE_MORE_ROW, ...SECOND_REPORT, ...ITS_SECOND_ROW, ...NOTES };
      for (const [name, value] of Object.entries(entered)) assert.equal(found[name], value, `${name} is still there`);

      // Refused for one bad amount: everything stays, the summary leads to the field, nothing is public.
      const version = await recordVersion(demo);
      const refused = await press(page, 'publish');
      assert.equal(refused.status(), 422);
      assert.deepEqual(await formValues(page), typed, 'every value stays in its place');
      const summary = page.getByRole('alert');
      assert.equal(await words(summary.getByRole('heading')), '1 thing to put right');
      assert.match(await words(summary.getByRole('link')), /^Artsakh Ministry of Health, row 2, amount: .*more then 12/);
      assert.match(await page.title(), /^Error: /);
      const amount = field(page, 'r0.c1.amount');
      assert.equal(await amount.getAttribute('aria-invalid'), 'true');
      assert.equal(await page.locator('[aria-invalid=true]').count(), 1, 'no other field is called wrong');
      await summary.getByRole('link').click();
      assert.ok(await hasFocus(amount), 'the summary leads to the field');
      assert.ok(await isInWindow(amount), 'and brings it into the window');
      assert.ok(await amount.evaluate((element) => element.matches(':target')));
      const described = await amount.evaluate((element) => element.getAttribute('aria-describedby').split(' ').map(
        (id) => document.getElementById(id).textContent).join(' '));
      assert.match(described, /Error: .*more then 12/, 'what is wrong is read out with the field');
      assert.equal(await recordVersion(demo), version);
      assert.deepEqual(await rowsOf(demo, YESTERDAY), []);

      // Mended and checked: it can be published, and is not public yet.
      await type(page, { 'r0.c1.amount': '12' });
      assert.equal((await press(page, 'check')).status(), 200);
      assert.match(await words(page.locator('.told')), /Nothing is wrong with it This day can be published\. It is not public yet\./);
      assert.equal(await page.getByRole('alert').count(), 0);
      assert.equal(await recordVersion(demo), version);

      // Published: the desk says so, and shows the way to what the public sees.
      assert.equal((await press(page, 'publish')).status(), 200);
      assert.equal(pathOf(page), `/staff?published=lachin.${YESTERDAY}`);
      assert.equal(await recordVersion(demo), version + 1);
      assert.match(await words(page.getByRole('status')), new RegExp(`^9 May 2023 is public, as version ${version + 1} of the record\\.`));
      assert.match(await words(page.getByRole('row', { name: /Tuesday 9.May 2023/ })), /9 Tuesday 9.May 2023: Published 6 claims, 1 figure missing Closed/);
      await go(page, () => page.getByRole('link', { name: 'See it as the public does' }).click());
      // This browser read the day before it was published, and may keep that: the way leads past it.
      assert.equal(pathOf(page), `${dayPage(YESTERDAY)}?after=${version + 1}`);
      assert.match(await words(page.locator('main')), /6 claims by 2 sources\./);
    });

    test('finds what was published on the public pages: all of it, and the internal note on none', async () => {
      // As a stranger: this context never signed in.
      await page.goto(demo.url + dayPage(YESTERDAY));
      const day = await words(page.locator('main'));
      assert.match(day, /6 claims by 2 sources\./);
      assert.match(day, /\bClosed Artsakh Ministry of Health\b/, 'the headline names who says so');
      const claims = await wordsOfEach(page.locator('article'));
      const expected = [
        /^Closed to all traffic Artsakh Ministry of Health .*Published 9 May 2023 .*artsakhpress\.am$/,
        /^Restricted to cargo Weekly of the corridor .*Carried by Kavkaz-Uzel/,
        /^12 Artsakh Ministry of Health/,
        /^more than 30 Artsakh Ministry of Health/,
        /^several dozen Weekly of the corridor Remark The paper counted <those> who “asked” & waited\./,
        /^about 100 Artsakh Ministry of Health/,
      ];
      assert.equal(claims.length, expected.length, claims.join('\n'));
      for (const claim of expected) assert.ok(claims.some((text) => claim.test(text)), `${claim} in\n${claims.join('\n')}`);
      assert.match(day, /more than 30, or in words only: “several dozen”/, 'two claims of one thing, both in the figure');
      assert.match(day, /Patients returned\. Source silent\./);
      assert.match(day, /Note of the desk Phones were down until noon\. What came later is in tomorrow’s report\./);
      assert.match(day, /First published on 10 May 2023 at 16:\d\d UTC by the desk \(reporter\), as version \d+ of the record\./);
      assert.doesNotMatch(day, /demo-reporter/, 'the account is nobody’s business');

      await page.goto(demo.url + STATUS);
      const answer = await words(page.locator('h1'));
      assert.match(answer, /^Closed .*day 150/, 'yesterday does not answer for today');
      assert.match(answer, /ICRC last moved patients out on 9 May, 1 day ago/);
      const row = await words(page.getByRole('row', { name: /9.May Closed/ }));
      assert.match(row, /Closed: Artsakh Ministry of Health .*Cargo only, restricted: Weekly of the corridor/);
      assert.match(row, /Patients moved out, by ICRC: 12/);

      const everything = await everythingPublic(demo, [YESTERDAY, TODAY]);
      assert.ok(everything.includes('Phones were down until noon.'), 'control: the public note is found');
      assert.ok(!everything.includes('canary 7f3a'), 'the internal note is not');
      assert.ok(!everything.includes('demo-reporter'), 'nor is the account');
    });

    test('finds in the form what stands, with the internal note, and cannot publish it again without a change and a reason', async () => {
      const version = await recordVersion(demo);
      await signIn(page, demo, 'lead');
      await openDay(page, demo, YESTERDAY);
      const standing = Object.fromEntries(await typedValues(page));
      const expected = {
        'r0.source': 'Artsakh Ministry of Health',
        'r0.published_on': '2023-05-09',
        'r0.url': FIRST_REPORT['r0.url'],
        'r0.c0.amount': 'closed',
        'r0.c1.carrier': 'ICRC',
        'r0.c1.amount': '12',
        'r0.c2.amount': 'more than 30',
        'r0.c3.amount': 'about 100',
        'r0.c3.facility': 'Republican Medical Center',
        'r1.source': 'Weekly of the corridor',
        'r1.via': 'Kavkaz-Uzel',
        'r1.c0.amount': 'several dozen',
        'r1.c0.remark': SECOND_REPORT['r1.c0.remark'],
        'r1.c1.access': 'cargo',
        'r1.c1.amount': 'restricted',
        'reason.2': 'source_silent',
        ...NOTES,
      };
      for (const [name, value] of Object.entries(expected)) assert.equal(standing[name], value, name);
      assert.equal((await press(page, 'publish')).status(), 422);
      assert.match(await words(page.getByRole('alert')), /Nothing differs from what is published\./);

      await type(page, { 'r0.c1.amount': '13' });
      assert.equal((await press(page, 'publish')).status(), 422);
      const summary = await words(page.getByRole('alert'));
      assert.match(summary, /Kind of change: .*Reason for the change: /);
      assert.equal(await recordVersion(demo), version);
      for (const link of await page.getByRole('alert').getByRole('link').all()) {
        await link.click();
        const target = page.locator(':target');
        assert.ok(await hasFocus(target), `${await words(link)} leads to its field`);
      }
    });

    test('changes a published day with kind and reason, and the public reads why', async () => {
      const version = await recordVersion(demo);
      await signIn(page, demo, 'lead');
      await openDay(page, demo, YESTERDAY);
      await type(page, {
        'r0.c1.amount': '13',
        change_kind: 'correction',
        change_reason: 'We had left out one patient.',
      });
      assert.equal((await press(page, 'publish')).status(), 200);
      assert.equal(await recordVersion(demo), version + 1);
      await page.goto(demo.url + dayPage(YESTERDAY));
      assert.match(
        await words(page.locator('main')),
        /changed 1 time since\. Correction on 10 May 2023 at 16:\d\d UTC by the desk \(lead\), version \d+: We had left out one patient\./,
      );
      assert.ok((await wordsOfEach(page.locator('article'))).some((claim) => claim.startsWith('13 Artsakh Ministry of Health')));
    });
  });
}
