// Keeps the forms of days that were opened, and answers with them when there is no line. It answers for nothing else of
// the desk and for nothing of the public site: only for navigations to a form, and for what such a page is made of. It sees who
// signs in and out: what one account read is not shown to the next.
'use strict';

const FORM = /^\/staff\/c\/[^/]+\/days\/\d{4}-\d{2}-\d{2}$/;
const DOOR = /^\/staff\/sign-(in|out)$/;
const FORMS = 'desk-forms-1';
const PARTS = 'desk-parts-1';
const ASSETS = '/assets/';
/** A session lives no longer than this: a form that was kept before then may be somebody's who is not here any more. */
const LONGEST = 12 * 60 * 60 * 1000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (FORM.test(url.pathname)) event.respondWith(form(event, url));
    else if (request.method === 'POST' && DOOR.test(url.pathname)) event.waitUntil(caches.delete(FORMS));
  } else if (request.method === 'GET' && url.pathname.startsWith(ASSETS)) {
    event.respondWith(part(request));
  }
});

self.addEventListener('message', (event) => {
  const { forms = [], parts = [] } = event.data ?? {};
  event.waitUntil(keepParts(parts).then(() => keepForms(forms)));
});

/** A form: the server's as long as it answers, else the copy. What was sent and not answered is in the page's own hands. */
async function form(event, url) {
  try {
    // What was answered before is no answer to this.
    if (event.request.method === 'POST') await caches.open(FORMS).then((forms) => forms.delete(answered(url.pathname))).catch(() => {});
    const answer = await fetch(event.request);
    event.waitUntil(note(url, event.request.method, answer.clone()));
    return answer;
  } catch {
    return (await copy(url.pathname)) ?? withoutForm(event.request.method);
  }
}

/** Where it is noted that a form was answered. */
const answered = (path) => `${path}?answered`;

/** What a form is made of has a name that changes with its content. */
async function part(request) {
  const kept = await (await caches.open(PARTS)).match(request);
  return kept ?? fetch(request);
}

/**
 * Keeps a form that was opened; forgets all when the session is over. A form that was sent and led on is done: its copy goes,
 * and that an answer came is noted, so that nobody is told of a doubt that nobody has.
 */
async function note(url, method, answer) {
  const leads = answer.type === 'opaqueredirect';
  if (answer.status === 401 || (method === 'GET' && leads)) {
    await caches.delete(FORMS);
  } else if (method === 'GET' && !url.search) {
    await keep(url.pathname, answer);
  } else if (method === 'POST' && leads) {
    const forms = await caches.open(FORMS);
    await forms.delete(url.pathname);
    await forms.put(answered(url.pathname), new Response(''));
  }
}

async function keep(path, answer) {
  if (answer.status !== 200) return;
  const text = await answer.text();
  const account = text.match(/ data-kept-for="([0-9a-f]+)"/)?.[1];
  if (!account) return;
  const forms = await caches.open(FORMS);
  for (const request of await forms.keys()) {
    const other = await forms.match(request);
    if (!request.url.endsWith('?answered') && other?.headers.get('x-account') !== account) await forms.delete(request);
  }
  const headers = new Headers({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': answer.headers.get('content-security-policy') ?? "default-src 'none'",
    'referrer-policy': answer.headers.get('referrer-policy') ?? 'same-origin',
    'x-account': account,
    'x-kept-at': String(Date.now()),
  });
  await forms.put(path, new Response(text, { headers }));
}

/** Keeps forms that are likely to be needed, and are not there yet. */
async function keepForms(paths) {
  for (const path of paths.filter((path) => FORM.test(path))) {
    if (await fresh(path)) continue;
    try {
      const answer = await fetch(path, { redirect: 'manual', credentials: 'same-origin' });
      await note(new URL(path, self.location.origin), 'GET', answer);
      if (answer.status !== 200) return;
    } catch {
      return;
    }
  }
}

/** Keeps what the page is made of now, and nothing older. */
async function keepParts(addresses) {
  if (!addresses.length) return;
  const parts = await caches.open(PARTS);
  const wanted = new Set(addresses.map((address) => new URL(address, self.location.origin).href));
  for (const request of await parts.keys()) if (!wanted.has(request.url)) await parts.delete(request);
  for (const address of wanted) {
    if (new URL(address).origin === self.location.origin && !(await parts.match(address))) {
      await parts.add(address).catch(() => {});
    }
  }
}

/** The copy of a form, unless it is too old, or the program is not there any more that would keep what is typed into it. */
async function fresh(path) {
  const forms = await caches.open(FORMS);
  const kept = await forms.match(path);
  if (!kept) return null;
  const young = Date.now() - Number(kept.headers.get('x-kept-at')) < LONGEST;
  if (young && (await holdsParts(await kept.clone().text()))) return kept;
  await forms.delete(path);
  return null;
}

async function holdsParts(text) {
  const parts = await caches.open(PARTS);
  const names = [...text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, name]) => name);
  const held = await Promise.all(names.map((name) => parts.match(name)));
  return held.every(Boolean);
}

/** The copy of a form, marked as one: the page says so, also where no other script runs. */
async function copy(path) {
  const kept = await fresh(path);
  if (!kept) return null;
  const text = (await kept.text()).replace('<html ', '<html data-copy ');
  return new Response(text, { headers: kept.headers });
}

async function withoutForm(method) {
  const forms = await (await caches.open(FORMS)).keys();
  const links = forms.map(({ url }) => new URL(url)).filter(({ search }) => !search).map(({ pathname }) => pathname).sort().reverse();
  const items = links.map((path) => `<li><a href="${path}">${path.slice(path.lastIndexOf('/') + 1)}</a></li>`).join('');
  const list = items ? `<h2>${WORDS.kept}</h2><ul>${items}</ul>` : `<p>${WORDS.none}</p>`;
  const body = `<h1>${WORDS.heading}</h1><p>${method === 'POST' ? WORDS.sent : WORDS.text}</p><p><a href="">${WORDS.again}</a></p>${list}`;
  const page = `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
<title>${WORDS.title}</title><main>${body}</main></html>`;
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'" };
  return new Response(page, { status: 503, headers });
}
