// Who gets in, and what stays of a form when a session ends before it is sent.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { YESTERDAY, OLDER_DAY, TODAY, dayForm, dayPage, startDemo } from './lib/demo.js';
import { SMALL_DAY, field, openDay, press, signIn, signInHere, type, typedValues } from './lib/desk.js';
import { go, openContext, pathOf, words, wordsOfEach } from './lib/pages.js';
import { recordVersion, rowsOf } from './lib/record.js';
import { watch } from './lib/watch.js';

const COOKIE = 'corridor';
/** A token that has the form of ours and belongs to nobody. */
const PLANTED = 'a'.repeat(64);

let browser;
let demo;

before(async () => {
  browser = await launch();
  demo = await startDemo();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

describe('the door of the desk', () => {
  let context;
  let page;
  let heard;

  beforeEach(async () => {
    context = await openContext(browser.browser, { javaScriptEnabled: false });
    heard = await watch(context);
    page = await context.newPage();
  });

  afterEach(async () => {
    await context.close();
    assert.deepEqual(heard.complaints, [], 'the pages were quiet');
  });

  test('refuses a wrong password and an unknown account in the same words, and gives no cookie', async () => {
    const pages = [];
    for (const account of [demo.signIns.reporter.account, 'nobody-here']) {
      await page.goto(`${demo.url}/staff/sign-in`);
      const response = await signInHere(page, { account, password: 'wrong horse battery' });
      assert.equal(response.status(), 422);
      assert.equal(await page.getByLabel('Account').inputValue(), account, 'the account need not be typed again');
      assert.equal(await page.getByLabel('Password').inputValue(), '');
      pages.push((await page.content()).replaceAll(account, 'ACCOUNT'));
    }
    assert.equal(pages[0], pages[1], 'the two pages are the same to the letter');
    assert.match(await words(page.getByRole('alert')), /^Not signed in Account or password is wrong\. Please check both\.$/);
    assert.match(await page.title(), /^Error: /);
    assert.deepEqual(await context.cookies(), []);
    assert.deepEqual(heard.cookies, []);
  });

  test('refuses an empty form in the same words', async () => {
    await page.goto(`${demo.url}/staff/sign-in`);
    const response = await signInHere(page, { account: '', password: '' });
    assert.equal(response.status(), 422);
    assert.match(await words(page.getByRole('alert')), /Account or password is wrong\. Please check both\./);
  });

  test('makes guessing slow: after some failures it says how many seconds to wait, and the right password waits too', async () => {
    const { account, password } = demo.signIns.admin;
    const attempt = (typed) => context.request.post(`${demo.url}/staff/sign-in`, {
      form: { account, password: typed }, headers: { origin: demo.url }, maxRedirects: 0,
    });
    for (const guess of ['one', 'two', 'three', 'four']) assert.equal((await attempt(guess)).status(), 422);
    const right = await attempt(password);
    assert.equal(right.status(), 429);
    assert.match(right.headers()['retry-after'], /^[1-9]\d*$/);
    assert.equal(right.headers()['set-cookie'], undefined);

    // In the browser the same; each failure makes the wait longer, so that a slow machine comes to it too.
    let response;
    for (let guess = 0; guess < 6 && response?.status() !== 429; guess += 1) {
      await page.goto(`${demo.url}/staff/sign-in`);
      response = await signInHere(page, { account, password: `wrong guess ${guess}` });
    }
    assert.equal(response.status(), 429);
    assert.match(await words(page.getByRole('alert')), /Too many failed attempts\. Please wait \d+ seconds?, then try again\./);
    // Another account on the same network is not locked out by it.
    assert.equal((await signInHere(page, demo.signIns.lead)).status(), 200);
  });

  test('leads nowhere but to the desk, whatever the address says', async () => {
    for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', '/staff/sign-out', '/c/lachin']) {
      await page.goto(`${demo.url}/staff/sign-in?next=${encodeURIComponent(next)}`);
      await signInHere(page, demo.signIns.lead);
      assert.equal(pathOf(page), '/staff', next);
      await context.clearCookies();
    }
  });

  test('hands out a cookie that no script reads and no other site sends along', async () => {
    await signIn(page, demo);
    const cookies = await context.cookies();
    assert.equal(cookies.length, 1);
    const [{ name, value, httpOnly, sameSite, path, expires, domain }] = cookies;
    assert.deepEqual({ name, httpOnly, sameSite, path, expires, domain }, {
      name: COOKIE, httpOnly: true, sameSite: 'Lax', path: '/', expires: -1, domain: '127.0.0.1',
    });
    assert.match(value, /^[0-9a-f]{64}$/);
    assert.ok(!(await page.content()).includes(value), 'the token is on no page');
  });

  test('gives a new token to a browser that brought one along, and the old one opens nothing', async () => {
    await plant(PLANTED);
    await signIn(page, demo);
    const first = await token();
    assert.notEqual(first, PLANTED);

    // The token of a living session, planted by somebody who signed in before.
    await signInHereWithLiving(first);
    const second = await token();
    assert.notEqual(second, first);
    assert.equal(await opens(second), true);
    assert.equal(await opens(first), false, 'the session that was planted has ended');
  });

  async function signInHereWithLiving(living) {
    const response = await context.request.post(`${demo.url}/staff/sign-in`, {
      form: demo.signIns.lead,
      headers: { origin: demo.url, cookie: `${COOKIE}=${living}` },
      maxRedirects: 0,
    });
    assert.equal(response.status(), 303);
  }

  test('is closed again by signing out: the old cookie opens nothing, and going back shows nothing', async () => {
    await signIn(page, demo);
    await openDay(page, demo, TODAY);
    const old = await token();
    assert.equal(await opens(old), true);
    await go(page, () => page.getByRole('button', { name: 'Sign out' }).click());
    assert.equal(pathOf(page), '/staff/sign-in');
    assert.deepEqual(await context.cookies(), []);
    assert.equal(await opens(old), false, 'the session has ended at the server, not only in the browser');
    await go(page, () => page.goBack());
    assert.equal(await words(page.locator('h1')), 'Sign in to the desk');
  });

  test('lets nobody sign out by following a link', async () => {
    await signIn(page, demo);
    const response = await page.goto(`${demo.url}/staff/sign-out`);
    assert.equal(response.status(), 405);
    assert.equal(await opens(await token()), true);
  });

  test('takes no form that another site sends', async () => {
    await signIn(page, demo);
    const version = await recordVersion(demo);
    for (const path of [dayForm(YESTERDAY), '/staff/sign-out', '/staff/sign-in']) {
      for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]) {
        const response = await context.request.post(demo.url + path, { form: { then: 'publish' }, headers, maxRedirects: 0 });
        assert.equal(response.status(), 403, `${path} from ${JSON.stringify(headers)}`);
      }
    }
    assert.equal(await opens(await token()), true);
    assert.equal(await recordVersion(demo), version);
  });

  function plant(value) {
    return context.addCookies([{ name: COOKIE, value, url: demo.url, httpOnly: true, sameSite: 'Lax' }]);
  }

  async function token() {
    return (await context.cookies()).find(({ name }) => name === COOKIE)?.value;
  }

  /** Whether a token opens the desk, to a browser that has nothing else. */
  async function opens(value) {
    const response = await fetch(`${demo.url}/staff`, { headers: { cookie: `${COOKIE}=${value}` }, redirect: 'manual' });
    assert.ok([200, 303].includes(response.status), String(response.status));
    return response.status === 200;
  }
});

const LONG_REMARK = 'Ծանոթագրություն, примечание, qeyd. '.repeat(40).trim();
const ENTRY = {
  'r0.source': 'Artsakh Ministry of Health',
  'r0.published_on': '2023-05-09',
  'r0.c0.amount': 'closed',
  'r0.c1.amount': '0',
  'r0.c1.carrier': 'ICRC',
  'r0.c3.amount': '>30',
  'r0.c3.remark': `Line one & “two” <three>\n\n  ${LONG_REMARK} + 100 % = ;`,
  'reason.2': 'source_silent',
  public_note: '\nA line break before, one behind\n',
  internal_note: 'Tell nobody',
};

for (const javaScriptEnabled of [false, true]) {
  describe(`a session that ended before the send, in a browser that runs ${javaScriptEnabled ? 'scripts' : 'no script'}`, () => {
    let context;
    let page;
    let heard;

    before(async () => {
      demo = await restarted();
    });

    beforeEach(async () => {
      context = await openContext(browser.browser, { javaScriptEnabled });
      heard = await watch(context);
      page = await context.newPage();
      await signIn(page, demo);
    });

    afterEach(async () => {
      await context.close();
      assert.deepEqual(heard.complaints, [], 'the pages were quiet');
    });

    test('publishes nothing, and shows nothing of the record to somebody who does not sign in', async () => {
      await openDay(page, demo, YESTERDAY);
      await type(page, ENTRY);
      await context.clearCookies();
      const response = await press(page, 'publish');
      assert.equal(response.status(), 401);
      assert.deepEqual(await rowsOf(demo, YESTERDAY), []);
      assert.match(await words(page.locator('main')), /Your session has ended\. Sign in again: everything that you typed is kept and comes back\./);
      assert.equal(await page.getByRole('button', { name: 'Sign out' }).count(), 0);
      assert.equal(response.headers()['cache-control'], 'no-store');
    });

    test('keeps what was typed through a wrong password and another account, down to the last space', async () => {
      await openDay(page, demo, YESTERDAY);
      await type(page, ENTRY);
      const typed = await typedValues(page);
      await context.addCookies([{ name: COOKIE, value: PLANTED, url: demo.url }]);
      assert.equal((await press(page, 'row.0')).status(), 401);
      assert.equal((await signInHere(page, { account: 'demo-lead', password: 'not the right one' })).status(), 422);
      assert.equal((await signInHere(page, demo.signIns.lead)).status(), 200);
      assert.equal(await words(page.locator('h1')), 'Day report, Tuesday 9 May 2023');
      assert.match(await words(page.locator('.told')), /You are signed in again Everything that you typed is here\. Nothing of it was published yet\./);
      assert.deepEqual(await typedValues(page), typed);
      assert.match(await words(page.locator('header')), /demo-lead, lead/);
    });

    test('comes back to the form after signing out in another tab and in again; the send is then published, once', async () => {
      await openDay(page, demo, YESTERDAY);
      await type(page, ENTRY);
      const typed = await typedValues(page);
      const other = await context.newPage();
      await other.goto(`${demo.url}/staff`);
      await go(other, () => other.getByRole('button', { name: 'Sign out' }).click());
      await other.close();

      assert.equal((await press(page, 'publish')).status(), 401);
      assert.equal((await signInHere(page, demo.signIns.reporter)).status(), 200);
      assert.deepEqual(await typedValues(page), typed);
      const version = await recordVersion(demo);
      assert.equal((await press(page, 'publish')).status(), 200);
      assert.equal(pathOf(page), `/staff?published=lachin.${YESTERDAY}`);
      assert.equal(await recordVersion(demo), version + 1);
      await page.goto(demo.url + dayPage(YESTERDAY));
      const claims = await wordsOfEach(page.locator('article'));
      assert.equal(claims.length, 3);
      assert.ok(claims.some((claim) => claim.includes(`Line one & “two” <three> ${LONG_REMARK} + 100 % = ;`)), claims.join('\n'));
      assert.match(await words(page.locator('main')), /Note of the desk A line break before, one behind/);
    });

    test('keeps the tick and the kind of a change, and a form that was refused before', async () => {
      await openDay(page, demo, TODAY);
      await type(page, { 'r0.c0.amount': 'restricted', change_kind: 'correction', change_reason: 'Our mistake.', 'r0.url': 'no address' });
      assert.equal((await press(page, 'publish')).status(), 422);
      await context.clearCookies();
      const typed = await typedValues(page);
      assert.equal((await press(page, 'publish')).status(), 401);
      await signInHere(page, demo.signIns.lead);
      assert.deepEqual(await typedValues(page), typed);
      assert.ok(await page.locator('[name=change_kind][value=correction]').isChecked());

      await openDay(page, demo, OLDER_DAY);
      await type(page, { ...SMALL_DAY, confirmed: true });
      await context.clearCookies();
      assert.equal((await press(page, 'publish')).status(), 401);
      await signInHere(page, demo.signIns.lead);
      assert.ok(await field(page, 'confirmed').isChecked());
      assert.equal((await press(page, 'publish')).status(), 200);
    });
  });
}

/** A demonstration in which nothing happened yet. */
async function restarted() {
  await demo.stop();
  return startDemo();
}
