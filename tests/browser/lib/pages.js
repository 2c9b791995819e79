// Going from page to page as people do, with or without JavaScript. No waiting for a time: only for the next document.

const SECONDS = 1000;
/** The most that anything on a page may take; a page that does not come is a failure, not a reason to wait. */
const PATIENCE = 15 * SECONDS;

/** A page in a new context of `browser`. Cookies and history are its own. */
export async function openContext(browser, options = {}) {
  const context = await browser.newContext({ javaScriptEnabled: true, ...options });
  context.setDefaultTimeout(PATIENCE);
  context.setDefaultNavigationTimeout(PATIENCE);
  return context;
}

/** Does something that leads to another document, and gives that document's answer: the one after all redirects. */
export async function go(page, act) {
  const answered = page.waitForResponse((response) => {
    const request = response.request();
    const redirects = response.status() >= 300 && response.status() < 400;
    return request.isNavigationRequest() && request.frame() === page.mainFrame() && !redirects;
  });
  const [response] = await Promise.all([answered, page.waitForEvent('load'), act()]);
  return response;
}

/** The text of an element, spaces (and no-break spaces) evened out, as a reader takes it in. */
export async function words(locator) {
  const text = await locator.innerText();
  return text.replace(/\s+/gu, ' ').trim();
}

/** The text of each element. */
export async function wordsOfEach(locator) {
  return Promise.all((await locator.all()).map(words));
}

/** The path (with `?` and `#`) at which a page is. */
export function pathOf(page) {
  const { pathname, search, hash } = new URL(page.url());
  return pathname + search + hash;
}

/** Whether the element is, at least in part, within the window. */
export function isInWindow(locator) {
  return locator.evaluate((element) => {
    const { top, bottom, left, right } = element.getBoundingClientRect();
    return bottom > 0 && right > 0 && top < window.innerHeight && left < window.innerWidth;
  });
}

/** Whether the element has the focus. */
export function hasFocus(locator) {
  return locator.evaluate((element) => element === document.activeElement);
}
