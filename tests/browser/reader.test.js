// What the public reads, with JavaScript off and on: the answer in the first document, ways on and back, one request a
// page, nothing left behind.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { DISPUTED_DAY, STATUS, TODAY, YESTERDAY, dayPage, startDemo } from './lib/demo.js';
import { go, isInWindow, openContext, pathOf, words, wordsOfEach } from './lib/pages.js';
import { startCounter } from './lib/counter.js';
import { besidesLive, watch } from './lib/watch.js';

let demo;
let browser;
let counter;

before(async () => {
  demo = await startDemo();
  counter = await startCounter(demo.url);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await counter?.stop();
  await demo?.stop();
});

for (const javaScriptEnabled of [false, true]) {
  describe(`a reader whose browser runs ${javaScriptEnabled ? 'scripts' : 'no script'}`, () => {
    let context;
    let page;
    let heard;

    beforeEach(async () => {
      context = await openContext(browser.browser, { javaScriptEnabled });
      heard = await watch(context);
      page = await context.newPage();
    });

    afterEach(async () => {
      await heard.settled();
      await context.close();
      assert.deepEqual(heard.complaints, [], 'the pages were quiet');
      const others = javaScriptEnabled ? besidesLive(heard.others) : heard.others;
      assert.deepEqual(others, [], 'nothing was loaded besides the documents');
      assert.deepEqual(heard.cookies, [], 'no cookie was handed out');
    });

    const lost = [
      { what: 'an address that leads nowhere', path: '/nowhere', status: 404, heading: 'Page not found' },
      { what: 'a corridor that is not recorded', path: '/c/other', status: 404, heading: 'Page not found' },
      { what: 'a day that has not come', path: dayPage('2023-05-11'), status: 404, heading: 'No such day' },
      { what: 'a day before the record', path: dayPage('2022-12-11'), status: 404, heading: 'No such day' },
      { what: 'an address that is no day', path: dayPage('yesterday'), status: 422, heading: 'This address cannot be read' },
    ];
    for (const { what, path, status, heading } of lost) {
      test(`${what} says so and shows the way back`, async () => {
        const response = await page.goto(demo.url + path);
        assert.equal(response.status(), status);
        assert.equal(await words(page.locator('h1')), heading);
        await go(page, () => page.locator('main').getByRole('link', { name: 'All corridors' }).click());
        assert.match(await words(page.locator('h1')), /^Closed/);
      });
    }

    test('the status page answers in its heading: closed, since when, how long without a movement, how many wait', async () => {
      await page.goto(demo.url + STATUS);
      const answer = await words(page.locator('h1'));
      assert.match(answer, /^Closed Armenian Weekly on 10 May 2023, day 150 counted from 12 December 2022;/);
      assert.match(answer, /ICRC last moved patients out on 29 April, 11 days ago, with no report of movements by ICRC on any of the 11 days since;/);
      assert.match(answer, /ICRC made 3 journeys since 23 April;/);
      assert.match(answer, /Russian peacekeepers moved 2 patients out since 23 April/);
      assert.match(answer, /at least 30 people wait\. More than 30: Armenian Weekly; 30: Artsakh official$/);
      assert.match(await page.title(), /^Closed, 10\sMay 2023: Berdzor \/ Lachin corridor$/);
      assert.equal(await page.locator('h1').count(), 1);
    });

    test('every clause of the answer names who says so, and leads to what was said', async () => {
      await page.goto(demo.url + STATUS);
      const links = await page.locator('h1 a').all();
      assert.ok(links.length >= 7, `${links.length} sources in the answer`);
      const hrefs = await Promise.all(links.map((link) => link.getAttribute('href')));
      for (const href of new Set(hrefs)) {
        assert.match(href, /^\/c\/lachin\/days\/\d{4}-\d\d-\d\d#c\d+$/);
        await page.goto(demo.url + href);
        const claim = page.locator(':target');
        assert.equal(await claim.count(), 1, `${href} leads to a claim`);
        assert.ok(await isInWindow(claim), `${href} is in the window`);
      }
    });

    test('a source leads to its claim on the page of its day, and back again', async () => {
      await page.goto(demo.url + STATUS);
      const answer = await words(page.locator('h1'));
      await go(page, () => page.locator('h1').getByRole('link', { name: 'Artsakh official' }).click());
      assert.equal(pathOf(page), `${dayPage(TODAY)}#c2`);
      assert.equal(await words(page.locator('h1')), 'Wednesday 10 May 2023, day 150');
      assert.match(await words(page.locator(':target')), /^30 Artsakh official/);
      await go(page, () => page.goBack());
      assert.equal(pathOf(page), STATUS);
      assert.equal(await words(page.locator('h1')), answer);
    });

    test('from day to day there is a way, and none into the future', async () => {
      await page.goto(demo.url + dayPage(TODAY));
      const days = page.getByRole('navigation', { name: 'Days' });
      assert.match(await words(days), /11 May: not yet/);
      assert.equal(await days.getByRole('link', { name: /11.May/ }).count(), 0);
      await go(page, () => days.getByRole('link', { name: /9.May: no report/ }).click());
      assert.equal(pathOf(page), dayPage(YESTERDAY));
    });

    test('a day that nobody reported is unknown, never open, closed or zero', async () => {
      await page.goto(demo.url + dayPage(YESTERDAY));
      const text = await words(page.locator('main'));
      assert.match(text, /Tuesday 9 May 2023 Unknown/);
      assert.match(text, /No report for 9 May 2023\. The day is unknown: neither open nor closed, and not zero\./);
      assert.equal(await page.locator('article').count(), 0, 'no claim');
    });

    test('where sources differ, the day is disputed and both are shown, none before the other', async () => {
      await page.goto(demo.url + dayPage(DISPUTED_DAY));
      assert.match(await words(page.locator('main')), /Disputed .*(Open|Closed): .*(Open|Closed): /);
      const said = await wordsOfEach(page.locator('article'));
      const ofAccess = said.filter((claim) => /^(Open|Closed) to all traffic/.test(claim));
      assert.equal(ofAccess.filter((claim) => claim.startsWith('Open')).length, 2);
      assert.equal(ofAccess.filter((claim) => claim.startsWith('Closed')).length, 1);
    });

    test('the beginning of the site is the page of its only corridor, without being sent elsewhere', async () => {
      await page.goto(demo.url + STATUS);
      const status = await words(page.locator('main'));
      const response = await page.goto(`${demo.url}/`);
      assert.equal(response.request().redirectedFrom(), null);
      assert.equal(pathOf(page), '/');
      assert.equal(await words(page.locator('main')), status);
    });

    test('the page about the site says how it works and what is corrected, and leads back', async () => {
      await page.goto(demo.url + STATUS);
      await go(page, () => page.getByRole('link', { name: 'About' }).click());
      assert.deepEqual(await wordsOfEach(page.locator('main h2')), [
        'Method',
        'Status',
        'Words of measure',
        'Corrections',
        'Privacy and safety',
        'The API',
      ]);
      await go(page, () => page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Status' }).click());
      assert.equal(pathOf(page), STATUS);
    });

    test('every page says that this is a demonstration, and which version of the record it shows', async () => {
      for (const path of ['/', STATUS, dayPage(TODAY), dayPage(YESTERDAY)]) {
        await page.goto(demo.url + path);
        assert.match(await words(page.locator('header')), /Demonstration\. The record as it stood on 10 May 2023, 20:00 in Yerevan\./);
        assert.match(
          await words(page.locator('footer')),
          /Record version \d+ \([0-9a-f]{8}\), as it stood on 10 May 2023, 20:\d\d in Yerevan \(16:\d\d UTC\)\./,
        );
      }
    });

    test('a page is exactly one request on the wire, and leaves nothing in the browser', async () => {
      const paths = ['/', STATUS, dayPage(TODAY), dayPage(YESTERDAY), dayPage(DISPUTED_DAY), '/about', '/nowhere'];
      counter.forget();
      for (const path of paths) await page.goto(counter.url + path);
      // What a browser asks for a moment after the document, such as an icon, is waited for.
      await page.waitForLoadState('networkidle');
      // With scripts a status page also asks for what is newer than itself: see live.test.js.
      const ofPages = counter.asked().filter((line) => !javaScriptEnabled || !/^GET \/(assets\/live-|api\/v1\/events\?)/.test(line));
      assert.deepEqual(ofPages, paths.map((path) => `GET ${path}`));
      assert.deepEqual(await context.cookies(), []);
      const { origins } = await context.storageState();
      assert.deepEqual(origins, [], 'nothing in local storage');
    });

    // The watch needs a browser that runs scripts; the page is the same.
    if (javaScriptEnabled) {
      test('nothing moves once it is there', async () => {
        for (const path of ['/', dayPage(TODAY)]) {
          await page.goto(demo.url + path);
          // The page is pushed down on purpose at the end: the watch must have seen that, and nothing before it.
          const shifts = await page.evaluate(
            () =>
              new Promise((resolve) => {
                const seen = [];
                let pushed = Infinity;
                new PerformanceObserver((list) => {
                  seen.push(...list.getEntries().map((shift) => shift.startTime));
                  if (seen.some((time) => time >= pushed)) resolve(seen.filter((time) => time < pushed));
                }).observe({ type: 'layout-shift', buffered: true });
                requestAnimationFrame(() => {
                  pushed = performance.now();
                  document.querySelector('main').before(...Array.from({ length: 9 }, () => Object.assign(document.createElement('p'), { textContent: 'pushed' })));
                });
              }),
          );
          assert.deepEqual(shifts, [], `${path}: layout shifts`);
        }
      });
    }

    test('every claim, cell and figure stands within its own section', async () => {
      for (const path of ['/', dayPage(TODAY), dayPage(DISPUTED_DAY)]) {
        await page.goto(demo.url + path);
        const outside = await page.locator('section').evaluateAll((sections) =>
          sections.flatMap((section) => {
            const around = section.getBoundingClientRect();
            return [...section.querySelectorAll('article, .strip li, figure, tr, .tiles > div')]
              .filter((part) => !part.closest('details:not([open])'))
              .filter((part) => {
                const own = part.getBoundingClientRect();
                return own.top < around.top - 1 || own.bottom > around.bottom + 1;
              })
              .map((part) => part.textContent.trim().slice(0, 40));
          }),
        );
        assert.deepEqual(outside, [], `${path}: what left its section`);
      }
    });

    test('no page holds a script but the one of status pages, nor a frame, a style sheet of its own address, an image or a font', async () => {
      for (const path of ['/', dayPage(TODAY), dayPage(DISPUTED_DAY), '/about', '/nowhere', '/staff/sign-in']) {
        await page.goto(demo.url + path);
        const loads = page.locator('script, iframe, object, embed, img, picture, video, audio, link[rel~=stylesheet], link[rel~=preload]');
        const live = page.locator('head > script[type=module][src^="/assets/live-"]');
        assert.equal(await live.count(), path === '/' ? 1 : 0, path);
        assert.equal(await loads.count(), await live.count(), path);
        const handlers = await page.locator('*').evaluateAll((elements) =>
          elements.flatMap((element) => element.getAttributeNames().filter((name) => /^on|^style$/.test(name))),
        );
        assert.deepEqual(handlers, [], `${path}: attributes that would run or style`);
        const addresses = await page.locator('style').evaluateAll((styles) =>
          styles.flatMap((style) => style.textContent.match(/url\((?!#)[^)]*\)|@import|@font-face/g) ?? []),
        );
        assert.deepEqual(addresses, [], `${path}: what its style sheet would load`);
      }
    });
  });
}

describe('the watch over the pages', () => {
  test('hears a script that a policy blocks, a second request and a cookie', async () => {
    const trap = await startCounter(null, (request, response) => {
      if (request.url !== '/') return response.writeHead(404).end();
      const headers = {
        'content-type': 'text/html',
        'content-security-policy': "default-src 'none'; img-src 'self'",
        'set-cookie': 'followed=yes',
      };
      return response.writeHead(200, headers).end('<!DOCTYPE html><img src="/spy.png" alt=""><script>alert(1)</script>');
    });
    const context = await openContext(browser.browser);
    try {
      const heard = await watch(context);
      const page = await context.newPage();
      await page.goto(`${trap.url}/`, { waitUntil: 'networkidle' });
      await heard.settled();
      assert.ok(heard.complaints.some((line) => /policy broken: script-src/.test(line)), heard.complaints.join('\n'));
      assert.ok(heard.complaints.some((line) => /404/.test(line)), heard.complaints.join('\n'));
      assert.deepEqual(heard.others, [`${trap.url}/spy.png`]);
      assert.deepEqual(heard.cookies, ['followed=yes']);
      assert.ok(trap.asked().includes('GET /spy.png'));
    } finally {
      await context.close();
      await trap.stop();
    }
  });
});
