// Every page that people come to, and the states of the forms: what must be good for everybody is asked of each of them.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { DISPUTED_DAY, STATUS, TODAY, YESTERDAY, dayForm, dayPage, monthPage, startDemo } from './demo.js';
import { openDay, press, signIn, type } from './desk.js';
import { claimsFile, importPath, lookThrough } from './imports.js';
import { go, openContext } from './pages.js';
import { startServer } from './server.js';

/** A report in which much is wrong: the amount, the address, the date, a missing source, a reason beside a figure. */
const MISTAKES = {
  'r0.source': 'Artsakh Ministry of Health',
  'r0.url': 'not an address',
  'r0.c0.amount': 'shut',
  'r0.c1.amount': 'more then 12',
  'r0.c1.period_start': '2023-05-30',
  'r0.c3.amount': '30',
  'reason.3': 'source_silent',
};

/** What a ministry writes, in lines. */
export const BULLETIN = [
  'Today 14 patients of the Republican Medical Center were moved to Yerevan, accompanied by the Red Cross.',
  '11 patients returned after their treatment.',
  'Since December 229 patients were moved with the Red Cross.',
  '5 children are in neonatal and intensive care at Arevik.',
  '5 patients are in intensive care at the Republican Medical Center, 1 of them in critical condition.',
].join('\n');

/** Places of the demonstration: `{ name, status, atDesk, as, open(page, demo) }`: `as` is the role of who is signed in there; `open` gives the answer. None changes the record. */
export const PLACES = [
  { name: 'the status page', path: STATUS },
  { name: 'the beginning of the site', path: '/' },
  { name: 'a day', path: dayPage(TODAY) },
  { name: 'a disputed day', path: dayPage(DISPUTED_DAY) },
  { name: 'a day without a report', path: dayPage(YESTERDAY) },
  { name: 'a day between running totals', path: dayPage('2023-04-16') },
  { name: 'a month', path: monthPage('2023-04') },
  { name: 'a month that is not over', path: monthPage('2023-05') },
  { name: 'the list of changes', path: `${STATUS}/changes` },
  { name: 'the changes of some days', path: `${STATUS}/changes?kind=late&kind=event&from=2023-04-01` },
  { name: 'what changed since a version', path: `${STATUS}/changes?since=20` },
  { name: 'one change', path: `${STATUS}/changes/20` },
  { name: 'a list of no change', path: `${STATUS}/changes?kind=withdrawal` },
  { name: 'all files', path: `${STATUS}/data` },
  { name: 'files in part', path: `${STATUS}/data?from=2023-04-01&measure=patients_transferred&carrier=ICRC&direction=outbound` },
  { name: 'files that cannot be', path: `${STATUS}/data?measure=patients`, status: 422 },
  { name: 'trends', path: `${STATUS}/trends` },
  { name: 'trends of access by month', path: `${STATUS}/trends?measure=access_status&by=month` },
  { name: 'trends of a running total by week', path: `${STATUS}/trends?measure=patients_transferred_total&by=week` },
  { name: 'trends that cannot be', path: `${STATUS}/trends?by=year`, status: 422 },
  { name: 'what other sites show', path: `${STATUS}/share` },
  { name: 'all measures', path: `${STATUS}/measures` },
  { name: 'a measure whose definitions differ', path: `${STATUS}/measures/patients_awaiting` },
  { name: 'an earlier state', path: `${STATUS}?as_of=2023-04-18` },
  { name: 'a month in an earlier state', path: `${monthPage('2023-04')}?as_of=2023-04-18T14:30:00Z` },
  { name: 'a state before anything was published', path: `${STATUS}?as_of=2022-12-01` },
  { name: 'a day that had not come then', path: `${dayPage(TODAY)}?as_of=2023-04-18`, status: 404 },
  { name: 'a moment that cannot be read', path: `${STATUS}?as_of=18.04.2023`, status: 422 },
  { name: 'the page about the site', path: '/about' },
  { name: 'the page for a wrong address', path: '/nowhere', status: 404 },
  { name: 'the page to sign in', path: '/staff/sign-in' },
  { name: 'a refused sign-in', status: 422, open: refusedSignIn },
  { name: 'the page to sign in again', status: 401, open: sentWithoutSession },
  { name: 'the inbox', path: '/staff', atDesk: true },
  { name: 'the inbox of a lead', path: '/staff', as: 'lead' },
  { name: 'a month at the desk', path: '/staff/c/lachin/months/2023-04', atDesk: true },
  { name: 'all that is open at a corridor', path: '/staff/c/lachin/questions', as: 'lead' },
  { name: 'the form of an empty day', atDesk: true, open: formWithout(YESTERDAY) },
  { name: 'the form of a published day', atDesk: true, open: formWithout(TODAY) },
  { name: 'the list of what waits for review', path: '/staff/review', atDesk: true },
  { name: 'the question before a draft is discarded', path: `${dayForm(YESTERDAY)}/discard`, atDesk: true },
  { name: 'a refused form', status: 422, atDesk: true, open: refusedForm },
  { name: 'a checked form', status: 200, atDesk: true, open: checkedForm },
  { name: 'a form in which something looks odd, beside its bulletin', status: 422, atDesk: true, open: oddForm },
  { name: 'the page of two versions', status: 409, atDesk: true, open: twoVersions },
  { name: 'the sources', path: '/staff/sources', as: 'admin' },
  { name: 'a source', path: '/staff/sources/armenian-weekly', as: 'admin' },
  { name: 'a refused source', status: 422, as: 'admin', open: refusedSource },
  { name: 'the audit', path: '/staff/audit', as: 'admin' },
  { name: 'a search of the audit that cannot be read', status: 422, path: '/staff/audit?from=yesterday', as: 'admin' },
  { name: 'the carriers', path: '/staff/carriers', as: 'admin' },
  { name: 'the corridors at the desk', path: '/staff/corridors', as: 'admin' },
  { name: 'a corridor’s settings', path: '/staff/corridors/lachin', as: 'admin' },
  { name: 'refused settings', status: 422, as: 'admin', open: refusedSettings },
  { name: 'the threshold for small numbers, weighed', as: 'lead', open: weighedThreshold },
  { name: 'files for an import', as: 'lead', path: importPath },
  { name: 'an import without a file', status: 422, as: 'lead', open: importWithoutFile },
  { name: 'an import with problems', status: 422, as: 'lead', open: importWith([{ date: 'tomorrow', value: 'many' }]) },
  { name: 'what an import would change', as: 'lead', open: importWith([{ date: '2023-05-06' }, { date: TODAY, source: 'armenian weekly' }]) },
  { name: 'my account', path: '/staff/me', atDesk: true },
  { name: 'my account, refused', status: 422, atDesk: true, open: wrongPassword },
  { name: 'the page of a second factor', atDesk: true, open: secondFactor },
  { name: 'all accounts', path: '/staff/people', as: 'admin' },
  { name: 'an invitation that is refused', status: 422, as: 'admin', open: refusedInvitation },
  { name: 'an account', path: '/staff/people/demo-reporter', as: 'admin' },
  { name: 'a link that works once', as: 'admin', open: invitation },
  { name: 'the page to choose a password', as: 'admin', open: welcome },
  { name: 'a link that is gone', status: 410, path: `/staff/welcome/${'0'.repeat(64)}` },
].map((place) => ({
  status: 200,
  atDesk: place.as !== undefined,
  open: (page, demo) => page.goto(demo.url + place.path),
  ...place,
}));

async function refusedSignIn(page, demo) {
  await page.goto(`${demo.url}/staff/sign-in`);
  await page.getByLabel('Account').fill('nobody-here');
  await page.getByLabel('Password').fill('wrong horse battery');
  return go(page, () => page.getByRole('button', { name: 'Sign in' }).click());
}

/** Somebody without a session sends a form: the page that a sign-in shows carries what was typed. */
async function sentWithoutSession(page, demo) {
  await page.goto(`${demo.url}/staff/sign-in`);
  // The form of the door, sent to the form of a day, as a browser would send that one.
  await page.locator('main form').evaluate((form, action) => form.setAttribute('action', action), dayForm(YESTERDAY));
  return go(page, () => page.getByRole('button', { name: 'Sign in' }).click());
}

/** The form of a day, whatever was typed into it at an earlier place. */
function formWithout(date) {
  return async (page, demo) => {
    await openDay(page, demo, date);
    return page.goto(demo.url + dayForm(date));
  };
}

async function refusedForm(page, demo) {
  await openDay(page, demo, YESTERDAY);
  await type(page, MISTAKES);
  await press(page, 'report');
  await type(page, { 'r1.c0.amount': 'open', 'r1.c0.remark': 'A report without a source.' });
  return press(page, 'publish');
}

async function checkedForm(page, demo) {
  await openDay(page, demo, YESTERDAY);
  await type(page, { 'r0.source': 'ICRC', 'r0.c1.amount': '0' });
  return press(page, 'check');
}

/** A number far from all others, a bulletin, and a second report. */
async function oddForm(page, demo) {
  await openDay(page, demo, YESTERDAY);
  await type(page, { bulletin: BULLETIN, 'r0.c1.amount': '140' });
  await press(page, 'report');
  await type(page, { 'r1.source': 'ICRC Armenia', 'r1.c0.measure': 'patients_awaiting', 'r1.c0.amount': '30+' });
  return press(page, 'publish');
}

async function wrongPassword(page, demo) {
  await page.goto(`${demo.url}/staff/me`);
  await type(page, { old: 'not my password', new: 'tulip ferry ninety oboe', again: 'tulip ferry ninety oboe' });
  return go(page, () => page.getByRole('button', { name: 'Change the password' }).click());
}

async function secondFactor(page, demo) {
  await page.goto(`${demo.url}/staff/me`);
  await type(page, { begin: demo.signIns.reporter.password });
  return go(page, () => page.getByRole('button', { name: 'Set up a second factor' }).click());
}

async function invite(page, demo, account) {
  await page.goto(`${demo.url}/staff/people`);
  await type(page, { account, 'role.lachin': 'lead' });
  return go(page, () => page.getByRole('button', { name: 'Invite' }).click());
}

function refusedInvitation(page, demo) {
  return invite(page, demo, 'two words');
}

function invitation(page, demo) {
  return invite(page, demo, 'nina');
}

async function welcome(page, demo) {
  await invite(page, demo, 'olga');
  return go(page, () => page.locator('main code a').click());
}

async function twoVersions(page, demo) {
  await openDay(page, demo, TODAY);
  // As if it had been opened before the day was published.
  await page.locator('main form [name=base]').evaluate((base) => { base.value = '0'; });
  await type(page, { 'r0.c0.remark': 'Typed before the other version was public.' });
  return press(page, 'publish');
}

async function refusedSource(page, demo) {
  await page.goto(`${demo.url}/staff/sources/armenian-weekly`);
  await type(page, { name: ' ', page: 'not an address' });
  return go(page, () => page.getByRole('button', { name: 'Save' }).first().click());
}

async function importWithoutFile(page, demo) {
  await page.goto(demo.url + importPath);
  const discard = page.getByRole('button', { name: 'Discard the files' });
  if (await discard.count()) await go(page, () => discard.click());
  return go(page, () => page.getByRole('button', { name: 'Look through the files' }).click());
}

function importWith(rows) {
  return async (page, demo) => {
    await lookThrough(page, demo, claimsFile(rows));
    return page.goto(demo.url + importPath);
  };
}

async function refusedSettings(page, demo) {
  await page.goto(`${demo.url}/staff/corridors/lachin`);
  await type(page, { names: 'Lachin corridor', time_zone: 'Europe/Kyiv', cut_off: 'evening', record_ends: '2023-05-01' });
  return go(page, () => page.getByRole('button', { name: 'Save' }).click());
}

async function weighedThreshold(page, demo) {
  await page.goto(`${demo.url}/staff/c/lachin/threshold`);
  await type(page, { below: '10' });
  return go(page, () => page.getByRole('button', { name: 'See what would change' }).click());
}

/**
 * A demonstration with a browser context for a reader and one for the desk (JavaScript on), in `options`.
 * Gives `{ demo, reader, open(place), stop() }`: `reader` is the context of one who never signed in, `open` gives a page in the
 * state of the place.
 */
export async function visit(browser, options = {}) {
  const demo = await startDemo();
  const reader = await openContext(browser, options);
  const desk = await openContext(browser, options);
  await signIn(await desk.newPage(), demo);
  const others = new Map();
  /** The context of who is signed in with another role. */
  const signedIn = async (role) => {
    if (!others.has(role)) {
      others.set(role, await openContext(browser, options));
      await signIn(await others.get(role).newPage(), demo, role);
    }
    return others.get(role);
  };
  return {
    demo,
    reader,
    /** Opens a place in a page of its own. */
    async open(place) {
      const context = place.as ? await signedIn(place.as) : place.atDesk ? desk : reader;
      const page = await context.newPage();
      const response = await place.open(page, demo);
      if (response.status() !== place.status) throw new Error(`${place.name} gave ${response.status()}`);
      return page;
    },
    async stop() {
      await reader.close();
      await desk.close();
      for (const other of others.values()) await other.close();
      await demo.stop();
    },
  };
}

/**
 * A site of one's own with these corridors, `[[slug, name], …]`, and no day published.
 * Gives `{ url, stop() }`; its folder goes with it.
 */
export async function startSite(corridors) {
  const folder = await mkdtemp(path.join(tmpdir(), 'corridor-browser-'));
  try {
    for (const [slug, name] of corridors) {
      await run(['corridors', 'add', slug, '--name', name, '--time-zone', 'Asia/Yerevan', '--data', folder]);
    }
    const server = await startServer({ args: ['serve'], env: { CORRIDOR_DATA: folder } });
    const stop = async () => {
      await server.stop();
      await rm(folder, { recursive: true });
    };
    return { url: server.url, stop };
  } catch (error) {
    await rm(folder, { recursive: true });
    throw error;
  }
}

export function run(args) {
  const binary = process.env.CORRIDOR_BINARY || new URL('../../../target/debug/corridor', import.meta.url).pathname;
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CORRIDOR_')));
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text) => { complaint += text; });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${args.join(' ')} gave ${code}: ${complaint}`))));
  });
}
