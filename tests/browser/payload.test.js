// Hostile text in every field: refused and shown again letter by letter, published and shown as text, and nothing of it ever
// runs. With JavaScript on, so that something could run; and off, as at the desk with the bad line.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { OLDER_DAY, STATUS, TODAY, YESTERDAY, dayForm, dayPage, startDemo } from './lib/demo.js';
import {
  field, formBody, openDay, press, sendBody, signIn, signInHere, type, typedValues, unfoldAll,
} from './lib/desk.js';
import { go, openContext, words } from './lib/pages.js';
import { foreign, watch } from './lib/watch.js';

const ELEMENT = '</textarea><script>window.evil=1;alert(1)</script>';
const ATTRIBUTE = '"onfocus=alert(1) autofocus x="';
const IMAGE = '\'><img src=x onerror="window.evil=1"><!--';
const TITLE = '</title></style></option></select><svg onload=alert(1)>&lt;b&gt;&amp;&#39;]]>{{7*7}}%22%3E';
/** All ways out of an element or an attribute in one. */
const EVERY_WAY = ATTRIBUTE + IMAGE + TITLE + ELEMENT;
const PAYLOADS = { 'An end of the text area and a script': ELEMENT, 'A quote and every other way out': EVERY_WAY };
/** Without a digit: then it is an amount in words. */
const WORDS_ONLY = 'several </dd></article><script>window.evil=true</script> dozen';

/** Lines before, between and behind, as people leave them. */
const inLines = (payload) => `\n  ${payload}\n\n${payload}\t`;

let demo;
let browser;

before(async () => {
  demo = await startDemo();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

for (const javaScriptEnabled of [false, true]) {
  describe(`hostile text in a browser that runs ${javaScriptEnabled ? 'scripts' : 'no script'}`, () => {
    let context;
    let page;
    let heard;

    beforeEach(async () => {
      context = await openContext(browser.browser, { javaScriptEnabled });
      heard = await watch(context);
      page = await context.newPage();
    });

    afterEach(async () => {
      await context.close();
      assert.deepEqual(heard.complaints, [], 'no dialog, no script error, no broken policy');
      assert.deepEqual(javaScriptEnabled ? foreign(heard.others) : heard.others, [], 'nothing was loaded');
    });

    for (const [kind, payload] of Object.entries(PAYLOADS)) {
      test(`${kind}, in every field of a day, is refused, comes back letter by letter and runs nothing`, async () => {
        await signIn(page, demo);
        await openDay(page, demo, OLDER_DAY);
        await press(page, 'report');
        const filled = await fillEveryField(page, payload);
        const typed = await typedValues(page);
        assert.equal(typed.filter(([, value]) => String(value).includes(payload)).length, filled);
        assert.ok(filled >= 50, `${filled} fields hold it`);
        for (const then of ['publish', 'check', 'row.0']) {
          const response = await press(page, then);
          assert.equal(response.status(), then === 'row.0' ? 200 : 422, then);
          const shown = new Map(await typedValues(page));
          for (const [name, value] of typed) assert.equal(shown.get(name), value, `${name} after “${then}”`);
          await assertHarmless(page);
        }
      });

      test(`${kind}, as an account, is refused and comes back letter by letter; the password does not`, async () => {
        await page.goto(`${demo.url}/staff/sign-in?next=${encodeURIComponent(payload)}`);
        assert.equal(await field(page, 'next').inputValue(), '/staff');
        const response = await signInHere(page, { account: `${kind} ${payload}`, password: `pass-word-4711 ${payload}` });
        assert.equal(response.status(), 422);
        assert.equal(await page.getByLabel('Account').inputValue(), `${kind} ${payload}`);
        assert.equal(await page.getByLabel('Password').inputValue(), '');
        assert.ok(!(await page.content()).includes('pass-word-4711'));
        await assertHarmless(page);
      });

      test(`${kind}, in an address, is shown as text`, async () => {
        const response = await page.goto(`${demo.url}/c/lachin/days/${encodeURIComponent(payload)}`);
        assert.equal(response.status(), 422);
        assert.ok((await page.locator('main').innerText()).includes(payload.slice(0, 40).trim()), 'the address is named');
        await assertHarmless(page);
        assert.equal((await page.goto(`${demo.url}/${encodeURIComponent(payload)}`)).status(), 404);
        await assertHarmless(page);
      });

    }

    test('what was typed is still there, and still text, after the session ended and somebody signed in again', async () => {
      await signIn(page, demo);
      await openDay(page, demo, OLDER_DAY);
      await fillEveryField(page, EVERY_WAY);
      const typed = await typedValues(page);
      await context.clearCookies();
      assert.equal((await press(page, 'publish')).status(), 401);
      await assertHarmless(page);
      assert.equal((await signInHere(page, demo.signIns.reporter)).status(), 200);
      // There is room for one event more by then.
      const shown = new Map(await typedValues(page));
      for (const [name, value] of typed) assert.equal(shown.get(name), value, name);
      await assertHarmless(page);
    });

    test('an address that is not http or https is refused', async () => {
      await signIn(page, demo);
      await openDay(page, demo, YESTERDAY);
      for (const url of ['javascript:alert(1)', ' jAvAsCrIpT:alert(1)', 'data:text/html,<script>alert(1)</script>', '//evil.example', 'https://a.b/"onclick=alert(1)']) {
        await type(page, { 'r0.source': 'Weekly', 'r0.c3.amount': '30', 'r0.url': url });
        assert.equal((await press(page, 'check')).status(), 422, url);
        assert.match(await words(page.getByRole('alert')), /Weekly, address of the page: /i);
        assert.equal(await field(page, 'r0.url').inputValue(), url);
      }
    });
  });
}

describe('the guard of these tests', () => {
  test('notices a page that does not escape what was typed', async () => {
    // The worker asks for forms by itself, also when the test is over.
    const context = await openContext(browser.browser, { serviceWorkers: 'block' });
    const heard = await watch(context);
    await context.route('**/days/*', async (route) => {
      const response = await route.fetch();
      const { 'content-security-policy': policy, ...headers } = response.headers();
      assert.match(policy, /default-src 'none'/);
      const body = (await response.text()).replaceAll('&lt;', '<').replaceAll('&gt;', '>');
      await route.fulfill({ status: response.status(), headers, body });
    });
    const page = await context.newPage();
    await signIn(page, demo);
    await openDay(page, demo, OLDER_DAY);
    await type(page, { public_note: ELEMENT });
    await press(page, 'check');
    await assert.rejects(assertHarmless(page), /evil: 1/);
    assert.ok(heard.complaints.includes('dialog: 1'), heard.complaints.join('\n'));
    await context.unrouteAll({ behavior: 'wait' });
    await context.close();
  });
});

describe('hostile values that no form of ours would send', () => {
  test('are shown again, in choices, dates and hidden fields too, and run nothing', async () => {
    const context = await openContext(browser.browser);
    const heard = await watch(context);
    const page = await context.newPage();
    await signIn(page, demo);
    for (const payload of Object.values(PAYLOADS)) {
      await openDay(page, demo, TODAY);
      await page.locator('main form').first().evaluate((form, text) => {
        for (const element of form.elements) {
          if (!element.name || element.name === 'then') continue;
          if (element.tagName === 'SELECT') {
            element.options[0].value = text;
            element.selectedIndex = 0;
          } else if (element.type === 'radio' || element.type === 'checkbox') {
            element.value = text;
            element.checked = true;
          } else {
            if (element.type !== 'textarea') element.type = 'text';
            element.value = text;
          }
        }
      }, payload);
      // A row asks only for what its measure takes: the first that asks for a direction.
      const direction = await page.locator('main form [name$=".direction"]').first().getAttribute('name');
      const response = await press(page, 'check');
      assert.equal(response.status(), 422);
      for (const name of ['r0.c0.measure', direction, 'r0.c0.access', 'r0.c0.stage', 'reason.0', 'r0.id', 'r0.c0.id']) {
        assert.equal(await field(page, name).first().inputValue(), payload, name);
      }
      assert.equal(await field(page, 'r0.published_on').getAttribute('value'), payload);
      assert.match(await field(page, 'key').inputValue(), /^[0-9a-f]{32}$/, 'a submission gets a key of ours');
      await assertHarmless(page);
    }
    await context.close();
    // Chromium notes that such a date is none; it shows an empty field then.
    const noDate = /^console warning: The specified value .* does not conform to the required format, "yyyy-MM-dd"/s;
    assert.deepEqual(heard.complaints.filter((line) => !noDate.test(line)), []);
    assert.deepEqual(foreign(heard.others), []);
  });
});

/** The corpus that the other tests send everywhere; here three of each class, the first, the middle and the last. */
const corpus = JSON.parse(readFileSync(new URL('../fixtures/payloads.json', import.meta.url), 'utf8'));
const sample = [...new Set(corpus.map((payload) => payload.class))]
  .map((of) => corpus.filter((payload) => payload.class === of))
  .flatMap((all) => [all[0], all[Math.floor(all.length / 2)], all.at(-1)])
  .map((payload) => payload.text)
  .filter((text) => text.length < 1000);

describe('a sample of every class of hostile text', () => {
  test('comes back as text from the form and runs nothing', async () => {
    const context = await openContext(browser.browser);
    const heard = await watch(context);
    const page = await context.newPage();
    await signIn(page, demo);
    await openDay(page, demo, OLDER_DAY);
    assert.ok(sample.length >= 30, `${sample.length} texts`);
    const lines = sample.join('\n').replaceAll('\0', '');
    // A browser takes no NUL and no line break into a line: those are the matter of the tests without one.
    const inOne = sample.join(' ').replaceAll(/[\0\r\n]/g, '');
    await page.locator('main form').first().evaluate((form, [one, several]) => {
      for (const element of form.elements) {
        // More rows would only make it longer than a form may be.
        if (/^r0\.c([4-9]|\d\d)\./.test(element.name)) continue;
        if (element.tagName === 'TEXTAREA') element.value = several;
        else if (element.type === 'text') element.value = one;
      }
    }, [inOne, lines]);
    const typed = await typedValues(page);
    const response = await press(page, 'check');
    assert.equal(response.status(), 422);
    const shown = new Map(await typedValues(page));
    for (const [name, value] of typed) assert.equal(shown.get(name), value, name);
    await assertHarmless(page);
    await context.close();
    assert.deepEqual(heard.complaints, [], 'no dialog, no script error, no broken policy');
    assert.deepEqual(foreign(heard.others), [], 'nothing was loaded');
  });
});

describe('hostile text where it is allowed', () => {
  const published = {
    'r0.source': `Office ${ELEMENT}`,
    'r0.via': `Relay ${ATTRIBUTE}`,
    'r0.url': "https://example.org/'onfocus=alert(1)/?a=1&b=2#%22%3E%3Cscript%3E",
    'r0.c0.amount': 'closed',
    'r0.c0.counted': `Definition ${IMAGE}`,
    'r0.c0.date_note': `Its day ${TITLE}`,
    'r0.c0.remark': `Remark ${ELEMENT}\nand a second line ${ATTRIBUTE}`,
    'r0.c1.amount': '12',
    'r0.c1.carrier': `Carrier ${ELEMENT}`,
    // The empty row at the end: it asks for whatever its measure takes.
    'r0.c8.measure': 'deliveries',
    'r0.c8.amount': '5',
    'r0.c8.item': `Item ${ATTRIBUTE}`,
    'r0.c8.unit': `Unit ${IMAGE}`,
    'r0.c8.facility': `Facility ${TITLE}`,
    'r0.c8.carrier': `Carrier ${TITLE}`,
    'r0.c3.amount': WORDS_ONLY,
    'r0.c3.group': `Group ${ELEMENT}`,
    'r0.c3.preferred': `Preferred ${IMAGE}`,
    public_note: `Public ${ELEMENT}\nPublic ${ATTRIBUTE}\nPublic ${IMAGE}`,
    internal_note: `Internal ${TITLE}`,
  };
  /** What the public reads of it, letter by letter. */
  const read = [
    published['r0.source'], published['r0.via'], published['r0.c0.counted'], published['r0.c0.date_note'],
    ...published['r0.c0.remark'].split('\n'), published['r0.c1.carrier'], published['r0.c8.item'],
    published['r0.c8.unit'], published['r0.c8.facility'], published['r0.c8.carrier'], WORDS_ONLY,
    published['r0.c3.group'].slice('Group '.length), published['r0.c3.preferred'], ...published.public_note.split('\n'),
  ];

  test('is published, and is plain text on the page of the day, on the status page and in the form', async () => {
    const context = await openContext(browser.browser);
    const heard = await watch(context);
    const page = await context.newPage();
    // A lead: a reporter does not decide between claims.
    await signIn(page, demo, 'lead');
    await openDay(page, demo, YESTERDAY);
    await type(page, published);
    const response = await press(page, 'publish');
    assert.equal(response.status(), 200, await page.locator('main').innerText());
    await assertHarmless(page);

    await go(page, () => page.getByRole('link', { name: 'See it as the public does' }).click());
    await assertHarmless(page);
    const day = await page.locator('main').evaluate((main) => main.textContent);
    for (const text of read) assert.ok(day.includes(text), `the day's page shows ${text}`);
    assert.ok(!day.includes('Internal'), 'the internal note stays inside');
    const link = page.locator('article').getByRole('link', { name: 'example.org' }).first();
    assert.equal(await link.getAttribute('href'), published['r0.url']);

    await page.goto(demo.url + STATUS);
    await assertHarmless(page);
    const status = await page.locator('main').evaluate((main) => main.textContent);
    for (const text of [published['r0.source'], published['r0.c1.carrier']]) {
      assert.ok(status.includes(text), `the status page shows ${text}`);
    }
    const description = await page.locator('meta[name=description]').getAttribute('content');
    assert.ok(description.includes(published['r0.c1.carrier']), 'and its description for search engines');

    await openDay(page, demo, YESTERDAY);
    await assertHarmless(page);
    const standing = Object.fromEntries(await typedValues(page));
    assert.equal(standing.internal_note, published.internal_note);
    for (const name of ['r0.source', 'r0.via', 'r0.url', 'r0.c0.remark', 'public_note']) {
      assert.equal(standing[name], published[name], name);
    }
    // What was not written into is no row any more.
    assert.deepEqual([standing['r0.c2.amount'], standing['r0.c3.item']], [published['r0.c3.amount'], published['r0.c8.item']]);
    assert.ok((await page.locator('datalist option').evaluateAll((all) => all.map((one) => one.value))).includes(published['r0.source']));

    await type(page, { 'r0.c1.amount': '13', change_kind: 'revision', change_reason: `Reason ${ELEMENT}` });
    assert.equal((await press(page, 'publish')).status(), 200);
    // This browser read the page a moment ago and may keep it for 15 seconds: the desk's own way leads past that.
    await page.locator(`a[href^='${dayPage(YESTERDAY)}?after=']`).click();
    assert.ok((await page.locator('main').innerText()).includes(`Reason ${ELEMENT}`));
    await assertHarmless(page);

    await context.close();
    assert.deepEqual(heard.complaints, []);
    assert.deepEqual(foreign(heard.others), []);
  });

  test('is plain text on the page that shows two versions side by side', async () => {
    const context = await openContext(browser.browser);
    const heard = await watch(context);
    const page = await context.newPage();
    await signIn(page, demo);
    await openDay(page, demo, OLDER_DAY);
    await type(page, { ...published, confirmed: true });
    const mine = await formBody(page, 'publish');
    const theirs = await sendBody(context, demo, OLDER_DAY, await small(context));
    assert.equal(theirs.status(), 303);
    const response = await press(page, 'publish');
    assert.equal(response.status(), 409);
    assert.ok(mine.includes('script'), 'control: it was sent');
    const told = await page.locator('.told').evaluate((element) => element.textContent);
    for (const text of [published['r0.source'], WORDS_ONLY, published['r0.c1.carrier'], `Theirs ${TITLE}`]) {
      assert.ok(told.includes(text), `both versions show ${text}`);
    }
    await assertHarmless(page);
    await context.close();
    assert.deepEqual(heard.complaints, []);
    assert.deepEqual(foreign(heard.others), []);
  });

  /** A hostile report by another tab about the older day. */
  async function small(context) {
    const page = await context.newPage();
    await page.goto(demo.url + dayForm(OLDER_DAY));
    await type(page, { 'r0.source': `Theirs ${TITLE}`, 'r0.c3.amount': WORDS_ONLY, confirmed: true });
    const body = await formBody(page, 'publish');
    await page.close();
    return body;
  }
});

/** Types into each line and each text area, also those that the chosen measure hides. Gives how many there are. */
async function fillEveryField(page, payload) {
  await unfoldAll(page);
  const inputs = page.locator('main form').locator('input[type=text], textarea');
  // Those that cannot be seen cannot be typed into: they keep what was typed before the measure was chosen.
  const seen = await inputs.evaluateAll((elements, [line, lines]) => elements.map((element) => {
    const isArea = element.tagName === 'TEXTAREA';
    const isSeen = element.checkVisibility();
    if (!isSeen) element.value = isArea ? lines : line;
    return { isArea, isSeen };
  }), [payload, inLines(payload)]);
  for (const [place, { isArea, isSeen }] of seen.entries()) {
    if (isSeen) await inputs.nth(place).fill(isArea ? inLines(payload) : payload);
  }
  return seen.length;
}

/** Nothing of it became markup, and nothing ran. */
async function assertHarmless(page) {
  const found = await page.evaluate(() => ({
    evil: window.evil,
    // Scripts are the site's own, by their addresses.
    elements: [...document.querySelectorAll('script, img, svg[onload], iframe, object, embed')]
      .filter((one) => !one.matches('head > script[type=module]:is([src^="/assets/boot-"], [src^="/assets/live-"]):empty')).map((one) => one.outerHTML),
    // The form itself gives one field the focus, where somebody asked for more room.
    handlers: [...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames().filter((name) => /^on/.test(name)
      || (name === 'autofocus' && (!one.matches('#day-form [name]') || document.querySelectorAll('[autofocus]').length > 1)))),
    // Beside the sheet of every page those of a corridor but the first carry one, and those of the desk two; the door has no desk yet.
    styles: document.querySelectorAll('head > style').length === document.querySelectorAll('style').length,
    titles: document.querySelectorAll('title:not(svg title)').length,
    mains: document.querySelectorAll('main').length,
    whole: [...document.body.children].filter((one) => !one.matches('.live[role=status]')).at(-1)?.tagName,
  }));
  assert.deepEqual(found, { evil: undefined, elements: [], handlers: [], styles: true, titles: 1, mains: 1, whole: 'FOOTER' });
}
