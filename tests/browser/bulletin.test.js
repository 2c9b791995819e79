// A trained officer enters the ministry's five-line bulletin of 28 March 2023, with JavaScript off and on, by keyboard on a desk
// and by touch on a phone. Counted is every action beyond the characters of the values: a key that is none of them (Tab too), a
// click, a tap, a choice. Nothing is measured in time.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { dayForm } from './lib/demo.js';
import { field, signInHere } from './lib/desk.js';
import { go, hasFocus, openContext, pathOf } from './lib/pages.js';
import { BULLETIN, run } from './lib/places.js';
import { startServer } from './lib/server.js';
import { watch } from './lib/watch.js';

const DAY = '2023-03-28';
const ADDRESS = 'https://www.artsakhpress.am/eng/news/179295/';
const FIXTURES = new URL('../fixtures/lachin/', import.meta.url);
const OFFICER = { account: 'officer', password: 'tulip ferry ninety oboe' };
const MOST_ACTIONS = 40;

/** The record as it stood before the bulletin, and somebody to enter it. Gives `{ url, stop() }`. */
async function startBeforeTheBulletin() {
  const folder = await mkdtemp(path.join(tmpdir(), 'corridor-bulletin-'));
  const claims = (await readFile(new URL('lachin-claims.csv', FIXTURES), 'utf8')).split('\n');
  const before = claims.filter((line, index) => index === 0 || (line !== '' && line.split(',')[1] < DAY));
  const [file, password, data] = ['claims.csv', 'password', 'data'].map((name) => path.join(folder, name));
  await writeFile(file, `${before.join('\n')}\n`);
  await writeFile(password, `${OFFICER.password}\n`);
  await run(['corridors', 'add', '--from', new URL('lachin.json', FIXTURES).pathname, '--data', data]);
  await run(['import', file, '--data', data]);
  await run(['staff', 'add', OFFICER.account, '--role', 'reporter', '--password-file', password, '--data', data]);
  const server = await startServer({ args: ['serve'], env: { CORRIDOR_DATA: data } });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** A pair of hands that counts what it does. `press` is a click or a tap. */
function hands(page, hasTouch) {
  let actions = 0;
  const press = async (locator) => {
    actions += 1;
    if (hasTouch) await locator.tap();
    else await locator.click();
  };
  return {
    press,
    actions: () => actions,
    key: async (name) => {
      actions += 1;
      await page.keyboard.press(name);
    },
    /** Characters of a value: they do not count. */
    write: (text) => page.keyboard.insertText(text),
  };
}

/** The row of the report whose name is this. */
const row = (page, name) => page.locator('[data-report="0"] fieldset', { has: page.locator('legend', { hasText: name }) });
const amount = (page, name) => row(page, name).getByLabel('Amount, as the source words it');
const more = (page, name) => row(page, name).locator('summary');
const remark = (page, name) => row(page, name).getByLabel('Remark, public');

const OUT = /Patients moved out, by ICRC$/;
const BACK = /Patients returned, carrier not said$/;
const TOTAL = /Patients moved out, by ICRC, running total$/;
const CHILDREN = /Children in intensive care, Arevik$/;
const CARE = /Patients in intensive care, Republican Medical Center$/;
const CRITICAL = /Patients in critical condition, Republican Medical Center$/;

/** Goes on by Tab until the field has the focus. */
async function tabTo(hand, locator) {
  for (let left = 12; left > 0 && !(await hasFocus(locator)); left -= 1) await hand.key('Tab');
  assert.ok(await hasFocus(locator), 'the field comes next');
}

/** For a day that is past the form does not say when its source published: the date is typed, characters of a value. */
async function date(page, hand) {
  await hand.press(field(page, 'r0.published_on'));
  await field(page, 'r0.published_on').fill(DAY);
}

async function byKeyboard(page, hand) {
  await date(page, hand);
  await hand.press(field(page, 'r0.url'));
  await hand.write(ADDRESS);
  for (const [name, value] of [[BACK, '11'], [OUT, '14'], [TOTAL, '229'], [CHILDREN, '5']]) {
    await tabTo(hand, amount(page, name));
    await hand.write(value);
  }
  await hand.press(more(page, CHILDREN));
  await hand.press(remark(page, CHILDREN));
  await hand.write('(neonatal and ICU)');
  await hand.press(amount(page, CARE));
  await hand.write('5');
  await tabTo(hand, amount(page, CRITICAL));
  await hand.write('1');
  await hand.press(more(page, CRITICAL));
  await hand.press(remark(page, CRITICAL));
  await hand.write('subset of its ICU');
}

async function byTouch(page, hand) {
  await date(page, hand);
  await hand.press(field(page, 'r0.url'));
  await hand.write(ADDRESS);
  for (const [name, value] of [[BACK, '11'], [OUT, '14'], [TOTAL, '229'], [CHILDREN, '5'], [CARE, '5'], [CRITICAL, '1']]) {
    await hand.press(amount(page, name));
    await hand.write(value);
  }
  for (const [name, words] of [[CHILDREN, '(neonatal and ICU)'], [CRITICAL, 'subset of its ICU']]) {
    await hand.press(more(page, name));
    await hand.press(remark(page, name));
    await hand.write(words);
  }
}

/** Whether a field that has the focus is seen: inside the window, and nothing lies over its middle. */
function isSeen(locator) {
  return locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    return y > 0 && y < window.innerHeight && document.elementFromPoint(x, y) === element;
  });
}

const TOOLS = [
  { name: 'by keyboard at 1280 px', options: { viewport: { width: 1280, height: 800 } }, enter: byKeyboard },
  { name: 'by touch at 320 px', options: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }, enter: byTouch },
];

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

for (const javaScriptEnabled of [false, true]) {
  for (const { name, options, enter } of TOOLS) {
    describe(`an officer ${name} whose browser runs ${javaScriptEnabled ? 'scripts' : 'no script'}`, () => {
      let site;
      let context;
      let page;
      let heard;

      before(async () => {
        site = await startBeforeTheBulletin();
      });

      after(() => site?.stop());

      beforeEach(async () => {
        context = await openContext(browser.browser, { javaScriptEnabled, ...options });
        heard = await watch(context);
        page = await context.newPage();
        await page.goto(site.url + dayForm(DAY));
        await signInHere(page, OFFICER);
        assert.equal(pathOf(page), dayForm(DAY));
      });

      afterEach(async () => {
        await context.close();
        assert.deepEqual(heard.complaints, [], 'the pages were quiet');
      });

      test('has the bulletin in view while every row is filled in', async () => {
        await field(page, 'bulletin').fill(BULLETIN);
        for (const each of await page.getByLabel('Amount, as the source words it').all()) {
          await each.focus();
          assert.ok(await isSeen(each), `${await each.getAttribute('name')} is seen`);
          const area = await field(page, 'bulletin').boundingBox();
          assert.ok(area.y + area.height > 0 && area.y < options.viewport.height, 'and the bulletin beside it');
        }
      });

      test(`enters the bulletin of 28 March 2023 with at most ${MOST_ACTIONS} actions beyond the values`, async (t) => {
        const hand = hands(page, options.hasTouch);
        await hand.press(field(page, 'bulletin'));
        await hand.write(BULLETIN);
        await enter(page, hand);
        await hand.press(page.getByLabel('Yes, this is the day I mean'));
        const answer = await go(page, () => hand.press(page.getByRole('button', { name: /^Publish / })));
        assert.equal(answer.status(), 200);
        assert.match(pathOf(page), /^\/staff\?published=/);
        t.diagnostic(`${hand.actions()} actions ${name}`);
        assert.ok(hand.actions() <= MOST_ACTIONS, `${hand.actions()} actions`);

        const stored = (await (await fetch(`${site.url}/c/lachin/claims.csv`)).text()).split('\n');
        const file = (await readFile(new URL('lachin-claims.csv', FIXTURES), 'utf8')).split('\n');
        const ofDay = (lines) => lines.filter((line) => line.startsWith(`lachin,${DAY},`) && !line.includes('not_reported')).map((line) => line.trim()).sort();
        assert.deepEqual(ofDay(stored), ofDay(file), 'what stands is what the record holds');
      });
    });
  }
}
