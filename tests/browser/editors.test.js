// Two people on one day, and one form sent twice: nothing is overwritten, nothing is stored twice, nothing typed is lost.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { YESTERDAY, dayForm, dayPage, startDemo } from './lib/demo.js';
import { SMALL_DAY, field, formBody, formValues, openDay, press, sendBody, signIn, type, typedValues } from './lib/desk.js';
import { go, openContext, pathOf, words, wordsOfEach } from './lib/pages.js';
import { recordVersion, rowsOf } from './lib/record.js';
import { watch } from './lib/watch.js';

let browser;
let demo;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** Somebody in a browser of their own, at the form of yesterday. */
async function editor(role) {
  const context = await openContext(browser.browser, { javaScriptEnabled: false });
  const heard = await watch(context);
  const page = await context.newPage();
  await signIn(page, demo, role);
  await openDay(page, demo, YESTERDAY);
  return { context, page, heard };
}

async function publicClaims(page) {
  await page.goto(demo.url + dayPage(YESTERDAY));
  return (await wordsOfEach(page.locator('article'))).map((claim) => claim.split(' About ')[0]);
}

const THEIRS = {
  'r0.source': 'Artsakh Ministry of Health',
  'r0.c0.amount': 'closed',
  'r0.c1.amount': '7',
  'r0.c1.carrier': 'ICRC',
  'reason.2': 'source_silent',
  public_note: 'Their public note.',
  internal_note: 'Their internal note.',
};
const OURS = {
  'r0.source': 'Weekly of the corridor',
  'r0.c0.amount': 'restricted',
  'r0.c3.amount': '>30',
  'r0.c3.remark': 'Ours, typed with care.',
};

describe('two people who record the same day', () => {
  let theirs;
  let ours;

  beforeEach(async () => {
    demo = await startDemo();
    theirs = await editor('lead');
    ours = await editor('reporter');
  });

  afterEach(async () => {
    await theirs.context.close();
    await ours.context.close();
    await demo.stop();
    assert.deepEqual([...theirs.heard.complaints, ...ours.heard.complaints], [], 'the pages were quiet');
  });

  test('the second is not let through: both versions are shown, nothing is overwritten, nothing typed is lost', async () => {
    await type(ours.page, OURS);
    const typed = await typedValues(ours.page);
    await type(theirs.page, THEIRS);
    assert.equal((await press(theirs.page, 'publish')).status(), 200);
    const version = await recordVersion(demo);
    const rows = await rowsOf(demo, YESTERDAY);

    const refused = await press(ours.page, 'publish');
    assert.equal(refused.status(), 409);
    assert.equal(await recordVersion(demo), version);
    assert.deepEqual(await rowsOf(demo, YESTERDAY), rows);

    const told = await words(ours.page.locator('.told'));
    assert.match(told, /Another state of this day was published meanwhile/);
    assert.match(told, /Public now .*Artsakh Ministry of Health: .*closed.* 7/s);
    assert.match(told, /What you typed .*Weekly of the corridor: .*restricted.*>30/s);
    assert.doesNotMatch(told, /demo-lead/, 'who it was is not said');
    const now = new Map(await typedValues(ours.page));
    // A reason or note that this writer left as the form had it is the other's to choose.
    const chosen = typed.filter(([name]) => name in OURS || /^r\d/.test(name));
    for (const [name, value] of chosen) assert.equal(now.get(name), value, `${name} is as it was typed`);
    assert.equal(now.get('reason.2'), 'source_silent', 'what only the other one changed is taken');
    assert.equal(now.get('r1.source'), 'Artsakh Ministry of Health', 'their report stands beside ours');
    assert.equal(now.get('r1.c1.amount'), '7');
  });

  test('the second publishes both together, with a reason, and the public sees both', async () => {
    await type(ours.page, OURS);
    await type(theirs.page, THEIRS);
    await press(theirs.page, 'publish');
    await press(ours.page, 'publish');
    assert.equal((await press(ours.page, 'publish')).status(), 422, 'a change wants kind and reason');
    await type(ours.page, { change_kind: 'revision', change_reason: 'A second source was found.' });
    assert.equal((await press(ours.page, 'publish')).status(), 200);

    assert.deepEqual((await publicClaims(ours.page)).sort(), [
      '7 Artsakh Ministry of Health',
      'Closed to all traffic Artsakh Ministry of Health',
      'Restricted to all traffic Weekly of the corridor',
      'more than 30 Weekly of the corridor Remark Ours, typed with care.',
    ]);
    assert.match(await words(ours.page.locator('main')), /Revision on .* by the desk \(reporter\), version \d+: A second source was found\./);
  });

  test('the notes of the first survive the second’s send', async () => {
    await type(ours.page, OURS);
    await type(theirs.page, THEIRS);
    await press(theirs.page, 'publish');
    await press(ours.page, 'publish');
    assert.equal(await field(ours.page, 'public_note').inputValue(), 'Their public note.');
    assert.equal(await field(ours.page, 'internal_note').inputValue(), 'Their internal note.');
  });

  test('where both wrote a note, both notes are shown', async () => {
    await type(ours.page, { ...OURS, public_note: 'Our public note.' });
    await type(theirs.page, THEIRS);
    await press(theirs.page, 'publish');
    assert.equal((await press(ours.page, 'publish')).status(), 409);
    assert.match(await field(ours.page, 'public_note').inputValue(), /Our public note\./);
    const shown = `${await words(ours.page.locator('main'))} ${(await formValues(ours.page)).flat().join(' ')}`;
    assert.match(shown, /Their public note\./);
  });

  test('the reason that the first gave for a missing figure survives the second’s send', async () => {
    await type(ours.page, OURS);
    await type(theirs.page, THEIRS);
    await press(theirs.page, 'publish');
    await press(ours.page, 'publish');
    assert.equal(await field(ours.page, 'reason.2').inputValue(), 'source_silent');
  });

  test('of two changes to one figure the second is told what stands, and neither is lost from history', async () => {
    await type(theirs.page, THEIRS);
    await press(theirs.page, 'publish');
    await openDay(ours.page, demo, YESTERDAY);
    await openDay(theirs.page, demo, YESTERDAY);
    await type(theirs.page, { 'r0.c1.amount': '8', change_kind: 'correction', change_reason: 'Eight, not seven.' });
    await type(ours.page, { 'r0.c1.amount': '9', change_kind: 'revision', change_reason: 'Nine by the evening.' });
    assert.equal((await press(theirs.page, 'publish')).status(), 200);
    const version = await recordVersion(demo);

    assert.equal((await press(ours.page, 'publish')).status(), 409);
    const told = await words(ours.page.locator('.told'));
    assert.match(told, /Public now .*: 8 .*What you typed .*: 9/s);
    assert.equal(await field(ours.page, 'r0.c1.amount').inputValue(), '9');
    assert.equal(await field(ours.page, 'change_reason').inputValue(), 'Nine by the evening.');
    assert.equal((await press(ours.page, 'publish')).status(), 200);
    assert.equal(await recordVersion(demo), version + 1);
    const claims = await publicClaims(ours.page);
    assert.ok(claims.some((claim) => claim.startsWith('9 Artsakh Ministry of Health')), claims.join('; '));
    assert.match(await words(ours.page.locator('main')), /changed 2 times since\./);
  });

  test('what the first changed and the second did not touch survives the second’s send', async () => {
    await type(theirs.page, { ...THEIRS, 'r0.c3.amount': '40' });
    await press(theirs.page, 'publish');
    await openDay(ours.page, demo, YESTERDAY);
    await openDay(theirs.page, demo, YESTERDAY);
    await type(theirs.page, {
      'r0.c1.amount': '8', 'r0.url': 'https://example.org/8', public_note: 'Eight, not seven.', 'reason.2': 'not_due',
      change_kind: 'correction', change_reason: 'Eight, not seven.',
    });
    assert.equal((await press(theirs.page, 'publish')).status(), 200);
    await type(ours.page, { 'r0.c2.amount': '41', change_kind: 'revision', change_reason: 'One more waits.' });
    assert.equal((await press(ours.page, 'publish')).status(), 409);
    const now = new Map(await typedValues(ours.page));
    assert.equal(now.get('r0.c2.amount'), '41', 'ours');
    assert.equal(now.get('r0.c1.amount'), '8', 'theirs');
    assert.equal(now.get('r0.url'), 'https://example.org/8', 'theirs');
    assert.equal(now.get('public_note'), 'Eight, not seven.', 'theirs');
    assert.equal(now.get('reason.2'), 'not_due', 'theirs');
  });

  test('a claim that the first took out does not come back unseen by the second', async () => {
    await type(theirs.page, { ...THEIRS, 'r0.c3.amount': '40' });
    await press(theirs.page, 'publish');
    await openDay(ours.page, demo, YESTERDAY);
    await openDay(theirs.page, demo, YESTERDAY);
    await type(theirs.page, { 'r0.c2.remove': true, change_kind: 'correction', change_reason: 'Forty was of another day.' });
    assert.equal((await press(theirs.page, 'publish')).status(), 200);
    await type(ours.page, { 'r0.c1.amount': '9', change_kind: 'revision', change_reason: 'Nine by the evening.' });
    assert.equal((await press(ours.page, 'publish')).status(), 409);
    const told = await words(ours.page.locator('.told'));
    const [, now] = told.split('Public now');
    assert.doesNotMatch(now.split('What you typed')[0], /: 40/, 'what stands does not hold it');
    const brought = new Map(await typedValues(ours.page));
    const isBack = brought.get('r0.c2.amount') === '40' && !brought.get('r0.c2.remove');
    assert.ok(!isBack || /taken out|removed/i.test(told), 'a claim that was taken out is marked, or named as such');
  });
});

describe('one form that is sent twice', () => {
  let me;

  beforeEach(async () => {
    demo = await startDemo();
    me = await editor('reporter');
  });

  afterEach(async () => {
    await me.context.close();
    await demo.stop();
    assert.deepEqual(me.heard.complaints, [], 'the pages were quiet');
  });

  test('with other content under the same key, the second is refused and shown beside what stands', async () => {
    await type(me.page, SMALL_DAY);
    const first = await formBody(me.page, 'publish');
    await type(me.page, { 'r0.c3.amount': '35' });
    const second = await formBody(me.page, 'publish');
    assert.equal((await sendBody(me.context, demo, YESTERDAY, first)).status(), 303);
    const version = await recordVersion(demo);
    const refused = await sendBody(me.context, demo, YESTERDAY, second);
    assert.equal(refused.status(), 409);
    assert.equal(await recordVersion(demo), version);
  });

  test('twenty times at the same moment, every sender is told the same and one revision is stored', async () => {
    await type(me.page, SMALL_DAY);
    const body = await formBody(me.page, 'publish');
    const version = await recordVersion(demo);
    const answers = await Promise.all(Array.from({ length: 20 }, () => sendBody(me.context, demo, YESTERDAY, body)));
    assert.deepEqual(new Set(answers.map((answer) => `${answer.status()} ${answer.headers().location}`)), new Set([
      `303 /staff?published=lachin.${YESTERDAY}`,
    ]));
    assert.equal(await recordVersion(demo), version + 1);
    assert.deepEqual(await publicClaims(me.page), ['more than 30 Artsakh Ministry of Health']);
  });

  test('by a second click, and once more after everything, the first publication stands', async () => {
    await type(me.page, SMALL_DAY);
    const body = await formBody(me.page, 'publish');
    const version = await recordVersion(demo);
    await go(me.page, () => me.page.getByRole('button', { name: /^Publish / }).dblclick());
    assert.equal(pathOf(me.page), `/staff?published=lachin.${YESTERDAY}`);
    assert.equal(await recordVersion(demo), version + 1);
    const late = await sendBody(me.context, demo, YESTERDAY, body);
    assert.equal(late.status(), 303);
    assert.equal(await recordVersion(demo), version + 1);
  });

  test('by going back and sending again, no second revision comes about', async () => {
    await type(me.page, SMALL_DAY);
    const version = await recordVersion(demo);
    assert.equal((await press(me.page, 'publish')).status(), 200);
    await go(me.page, () => me.page.goBack());
    assert.equal(pathOf(me.page), dayForm(YESTERDAY));
    assert.match(await words(me.page.locator('main')), /Public since version \d+\./, 'the form shows what stands, not an old copy');
    assert.equal((await press(me.page, 'publish')).status(), 422);
    assert.equal(await recordVersion(demo), version + 1);
  });

  test('from two tabs that were opened before, the second is not let through', async () => {
    const other = await me.context.newPage();
    await openDay(other, demo, YESTERDAY);
    await type(me.page, SMALL_DAY);
    await type(other, SMALL_DAY);
    assert.equal((await press(me.page, 'publish')).status(), 200);
    const version = await recordVersion(demo);
    assert.equal((await press(other, 'publish')).status(), 409);
    assert.equal(await recordVersion(demo), version);
    // Another form has another key: what looks alike is still told, not stored twice in silence.
    assert.equal((await typedValues(other)).filter(([name, value]) => name.endsWith('.source') && value === SMALL_DAY['r0.source']).length, 2);
  });
});
