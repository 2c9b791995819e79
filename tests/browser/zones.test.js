// A day is a date in the corridor's own time zone: whoever reads, and wherever, finds the same days.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { STATUS, TODAY, dayPage, monthPage, startDemo } from './lib/demo.js';
import { openContext } from './lib/pages.js';

const PAGES = [STATUS, dayPage(TODAY), monthPage('2023-04'), `${STATUS}/trends`, `${STATUS}/trends?by=week`, `${STATUS}/changes`, '/embed/lachin/status', '/embed/lachin/chart'];
/** Twelve hours behind UTC and fourteen before it: between them every reader. */
const ZONES = ['Etc/GMT+12', 'Pacific/Kiritimati'];

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

describe('the days of a page', () => {
  for (const path of PAGES) {
    test(`are the same at both ends of the earth: ${path}`, async () => {
      const seen = [];
      for (const timezoneId of ZONES) {
        const context = await openContext(browser.browser, { javaScriptEnabled: true, timezoneId });
        const page = await context.newPage();
        await page.goto(demo.url + path);
        seen.push(await page.evaluate(() => ({
          hour: new Date(0).getHours(),
          words: document.querySelector('main').textContent,
          dates: [...document.querySelectorAll('main a')].map((link) => link.getAttribute('href')),
        })));
        await context.close();
      }
      const [west, east] = seen;
      assert.notEqual(west.hour, east.hour, 'the control: the clocks differ');
      assert.ok(/2023/.test(west.words), 'days are named');
      assert.deepEqual([east.words, east.dates], [west.words, west.dates]);
    });
  }
});
