// Listens to everything that a page could do behind a reader's back: console messages, script errors, dialogs, requests
// beyond the document, cookies handed out.

/** Chromium's own note that the document it was asked for came with status 404 or 422: those are the answers under test. */
const STATUS_OF_THE_DOCUMENT = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** Chromium's own note that signing out emptied the browser's storage, as the answer asked for. */
const STORAGE_EMPTIED = /^Clear-Site-Data header on /;

/** What a form of a day is made of where scripts run: the site's own files, its worker, the forms that it keeps. */
const OF_THE_DESK = /^\/(assets\/[a-z]+-[0-9a-f]{16}\.(js|wasm)|staff\/worker\.js|staff\/c\/lachin\/days\/[-0-9]{10})$/;

/** What a status page loads where scripts run: one script, and the news of a newer state. */
const OF_LIVE = /^\/(assets\/live-[0-9a-f]{16}\.js|api\/v1\/events)$/;

/** What a page of trends loads where scripts run: a small script, and another one when its figure is used. */
const OF_CURSOR = /^\/assets\/(cursor|crosshair)-[0-9a-f]{16}\.js$/;

/** What was loaded that is no part of a page of trends. */
export const besidesCursor = (addresses) => addresses.filter((address) => !OF_CURSOR.test(new URL(address).pathname));

/** What was loaded that is no part of a status page. */
export const besidesLive = (addresses) => addresses.filter((address) => !OF_LIVE.test(new URL(address).pathname));

/** What was loaded that is no part of a form of a day. */
export const foreign = (addresses) => besidesLive(addresses).filter((address) => !OF_THE_DESK.test(new URL(address).pathname));

/**
 * Watches every page of `context`, from now on.
 *
 * - `complaints`: console messages, script errors, dialogs, crashes, requests that failed, broken policies: a line each.
 * - `documents`: the addresses of the documents that were asked for; `others`: what was asked for besides them.
 * - `cookies`: the `Set-Cookie` headers that came.
 *
 * With JavaScript on, a broken Content-Security-Policy is heard twice: as the console message that Chromium writes, and as
 * the page's own event.
 */
export async function watch(context) {
  const heard = { complaints: [], documents: [], others: [], cookies: [] };
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy broken: ${event.effectiveDirective} by ${event.blockedURI}`);
    });
  });
  const headersRead = [];
  context.on('console', (message) => {
    const ofTheDocument = message.type() === 'error' && STATUS_OF_THE_DOCUMENT.test(message.text());
    if (STORAGE_EMPTIED.test(message.text())) return;
    if (!ofTheDocument || message.location().url !== message.page()?.url()) {
      heard.complaints.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  context.on('weberror', (error) => heard.complaints.push(`script error: ${error.error().message}`));
  context.on('dialog', (dialog) => {
    heard.complaints.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  context.on('request', (request) => {
    if (request.serviceWorker() && request.redirectedFrom()) return; // the page goes there, see below
    const list = request.isNavigationRequest() ? heard.documents : heard.others;
    list.push(request.url());
  });
  context.on('requestfailed', (request) => {
    // A document that a second click replaced by the next one, before it came.
    if (request.isNavigationRequest() && request.failure()?.errorText === 'net::ERR_ABORTED') return;
    // A page that is left hears of nothing more.
    if (request.resourceType() === 'eventsource') return;
    // The worker hands on that an answer leads elsewhere, and does not go there itself.
    if (request.serviceWorker() && request.failure()?.errorText === 'net::ERR_ABORTED') return;
    heard.complaints.push(`request failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  context.on('response', (response) => {
    const read = response.headerValue('set-cookie').then((value) => value && heard.cookies.push(value)).catch(() => {});
    headersRead.push(read);
  });
  context.on('page', (page) => page.on('crash', () => heard.complaints.push(`crash: ${page.url()}`)));
  return {
    ...heard,
    /** Waits until the headers of every answer so far were read. */
    settled: () => Promise.all(headersRead),
  };
}
