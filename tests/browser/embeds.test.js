// Another site frames what it may frame, and nothing else; what it frames is whole without scripts, in both themes and at
// 320 px, hands out no cookie and leads out of the frame. A page under a public address describes itself without a complaint.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { isClean } from './lib/axe.js';
import { launch } from './lib/browser.js';
import { STATUS, TODAY, dayPage, startDemo } from './lib/demo.js';
import { openContext, pathOf, words } from './lib/pages.js';
import { startServer } from './lib/server.js';
import { watch } from './lib/watch.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EMBEDS = {
  '/embed/lachin/status': /Closed.*Armenian Weekly.*at least 30 people wait/,
  '/embed/lachin/chart': /Patients moved out: .* reported.*Sources: /,
  '/embed/lachin/figure?measure=patients_awaiting': /at least 30.*More than 30: Armenian Weekly/,
};

let browser;
let demo;
let other;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
  other = await startOther();
});

after(async () => {
  other?.server.closeAllConnections();
  other?.server.close();
  await Promise.all([browser?.close(), demo?.stop()]);
});

/** A site of somebody else, on another port of loopback: a page with one frame, of what stands in its address. */
async function startOther() {
  const server = http.createServer((request, response) => {
    const asked = new URL(request.url, 'http://other');
    const framed = asked.searchParams.get('framed');
    const width = asked.searchParams.get('width') ?? '640';
    response.writeHead(framed ? 200 : 404, { 'content-type': 'text/html', 'cross-origin-embedder-policy': 'require-corp' });
    const src = (framed ?? '').replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    response.end(`<!DOCTYPE html><html lang="en"><title>Another site</title><link rel="icon" href="data:,"><h1>Another site</h1><iframe src="${src}" title="Framed" width="${width}" height="600"></iframe>`);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

const framing = (address, width = 640) => `${other.url}/?framed=${encodeURIComponent(address)}&width=${width}`;

for (const javaScriptEnabled of [false, true]) {
  describe(`a site that frames, in a browser that runs ${javaScriptEnabled ? 'scripts' : 'no script'}`, () => {
    test('shows each embed whole, and nothing is handed out or loaded', async () => {
      const context = await openContext(browser.browser, { javaScriptEnabled });
      const heard = await watch(context);
      const page = await context.newPage();
      for (const [embed, expected] of Object.entries(EMBEDS)) {
        for (const width of [640, 320]) {
          await page.goto(framing(demo.url + embed, width));
          const frame = page.frames().find((one) => one.url() === demo.url + embed);
          assert.ok(frame, `${embed}: ${page.frames().map((one) => one.url())}`);
          assert.match(await words(frame.locator('body')), expected, embed);
          assert.equal(await frame.locator('script, form, img, iframe').count(), 0, embed);
          if (javaScriptEnabled) {
            const [wide, room] = await frame.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
            assert.ok(wide <= room, `${embed} at ${width}: ${wide} in ${room}`);
          }
        }
      }
      await heard.settled();
      assert.deepEqual([heard.others, heard.cookies, heard.complaints], [[], [], []]);
      assert.deepEqual(await context.cookies(), []);
      await context.close();
    });
  });
}

test('nothing else of the site may be framed', async () => {
  const context = await openContext(browser.browser);
  const page = await context.newPage();
  for (const path of [STATUS, dayPage(TODAY), `${STATUS}/share`, `${STATUS}/changes`, '/about', '/staff/sign-in', `${STATUS}/badge.svg`, '/nowhere']) {
    await page.goto(framing(demo.url + path));
    const frame = page.frames()[1];
    assert.match(frame.url(), /^chrome-error:/, path);
  }
  // The control: within the same eyes an embed is there, also one whose address leads to nothing, which says so.
  await page.goto(framing(`${demo.url}/embed/nowhere/status`));
  assert.match(await words(page.frames()[1].locator('main')), /Page not found/);
  await context.close();
});

test('a link in a frame leads out of it', async () => {
  const context = await openContext(browser.browser);
  const page = await context.newPage();
  await page.goto(framing(`${demo.url}/embed/lachin/status`));
  await page.frames()[1].getByRole('link', { name: 'Corridor Status: all claims and their sources' }).click();
  await page.waitForURL(demo.url + STATUS);
  assert.equal(pathOf(page), STATUS);
  await context.close();
});

test('a frame is in the colours of its reader, or in those that were asked for', async () => {
  const ground = async (colorScheme, theme) => {
    const context = await openContext(browser.browser, { colorScheme });
    const page = await context.newPage();
    await page.goto(`${demo.url}/embed/lachin/status${theme ? `?theme=${theme}` : ''}`);
    const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await isClean(page, `${colorScheme} ${theme}`);
    await context.close();
    return colour;
  };
  const [light, dark] = ['rgb(255, 255, 255)', 'rgb(16, 21, 26)'];
  assert.deepEqual([await ground('light'), await ground('dark')], [light, dark]);
  assert.deepEqual([await ground('light', 'dark'), await ground('dark', 'light')], [dark, light]);
});

test('each code on the page that offers frames is whole, and its frame is there', async () => {
  const context = await openContext(browser.browser);
  const page = await context.newPage();
  await page.goto(`${demo.url}${STATUS}/share`);
  await isClean(page, 'share');
  const codes = await page.locator('#frames + div pre').allInnerTexts();
  assert.ok(codes.length > 8, `${codes.length}`);
  for (const code of codes.slice(0, 3)) {
    await page.setContent(code.replace('src="/', `src="${demo.url}/`));
    await page.locator('iframe[title]').waitFor();
  }
  await context.close();
});

test('a page under a public address says what it is to those who show links, without a complaint', async () => {
  const data = await mkdtemp(path.join(tmpdir(), 'corridor-embeds-'));
  const port = await new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
  // What steers the tests is no setting of the program.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CORRIDOR_')));
  const binary = process.env.CORRIDOR_BINARY || `${ROOT}target/debug/corridor`;
  const corridor = (...args) => promisify(execFile)(binary, [...args, '--data', data], { env });
  const fixtures = `${ROOT}tests/fixtures/lachin`;
  await corridor('corridors', 'add', '--from', `${fixtures}/lachin.json`);
  await corridor('import', `${fixtures}/lachin-claims.csv`, `${fixtures}/lachin-events.csv`);
  const url = `http://127.0.0.1:${port}`;
  const server = await startServer({ args: ['serve'], listen: `127.0.0.1:${port}`, env: { CORRIDOR_DATA: data, CORRIDOR_PUBLIC_URL: url } });
  const context = await openContext(browser.browser);
  try {
    const heard = await watch(context);
    const page = await context.newPage();
    await page.goto(url + STATUS);
    assert.equal(await page.locator('meta[property="og:image"]').getAttribute('content'), `${url}${STATUS}/card.png`);
    const oembed = await page.locator('link[type="application/json+oembed"]').getAttribute('href');
    const told = await (await fetch(oembed)).json();
    assert.equal(told.type, 'rich');
    const card = await fetch(`${url}${STATUS}/card.png`);
    assert.deepEqual([card.status, card.headers.get('content-type')], [200, 'image/png']);
    await page.goto(`${url}${STATUS}/share`);
    const dataset = await page.locator('script[type="application/ld+json"]').textContent();
    assert.equal(JSON.parse(dataset)['@type'], 'Dataset');
    await heard.settled();
    assert.deepEqual(heard.complaints, [], 'a block of data is no script');
  } finally {
    await context.close();
    await server.stop();
    await rm(data, { recursive: true, force: true });
  }
});
