// What the keeper of a form says and offers, as its writer meets it.

import { field } from './desk.js';
import { words } from './pages.js';

/** Waits until the keeper of the form is awake, and has looked for what was typed before: what it has to say of it stands there. */
export async function awake(page) {
  await page.locator('leptos-island[data-component^="DayKeeper"][data-ready]').waitFor({ state: 'attached' });
  await page.locator('#day-form[data-looked]').waitFor({ state: 'attached' });
}

/** The line that says what is saved where. */
export const line = (page) => page.locator('.keeper > [role=status]');

/** Waits until the line says this. */
export async function says(page, text) {
  await line(page).filter({ hasText: text }).waitFor();
}

/** A notice of the keeper, by its heading. */
export const notice = (page, heading) => page.locator('.keeper [role=alert]').filter({ has: page.getByRole('heading', { name: heading }) });

/** Waits for a notice, and gives its words. */
export async function told(page, heading) {
  await notice(page, heading).waitFor();
  return words(notice(page, heading));
}

/** Waits until the worker that keeps forms holds this one, and the program that its page is made of. */
export async function isKeptOnDevice(page, path) {
  await page.evaluate(async (wanted) => {
    const isThere = async () => {
      const names = await caches.keys();
      const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
      const held = all.flat();
      return navigator.serviceWorker.controller && held.some((url) => url.endsWith(wanted)) && held.some((url) => url.endsWith('.wasm'));
    };
    const until = performance.now() + 30_000;
    while (!(await isThere())) {
      if (performance.now() > until) throw new Error(`the worker does not hold ${wanted}, or not the program`);
      await new Promise(requestAnimationFrame);
    }
  }, path);
}

/** What is in the browser’s own storage of this site. */
export async function stored(page) {
  return page.evaluate(async () => {
    const caches_ = await Promise.all(
      (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((request) => request.url)),
    );
    return { texts: Object.keys(localStorage).filter((name) => name.startsWith('corridor-typed')), forms: caches_.flat() };
  });
}

/** Ends the page’s process without a word to the page, as a crash does. */
export async function kill(page) {
  const protocol = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  protocol.send('Page.crash').catch(() => {});
  await crashed;
  await page.close();
}

/** Types as a person does: letter by letter, into a field by its name. */
export async function typeInto(page, name, text) {
  await field(page, name).click();
  await page.keyboard.type(text);
}
