// The press side of `make bench`: a figure over three years, a table of 100,000 claims, and a thousand readers who are told of a
// publication. Its parts are called by scripts/bench.mjs with what they share.

import http from 'node:http';

/** The trends of three years and four carriers, day by day: made, and from the shelf. */
export async function trendsOfThreeYears({ recordOf, serve, heading, row }) {
  const years = await recordOf({ corridor: 'press', begins: '2021-01-01', days: 1096, carriers: 4 });
  heading('three years and four carriers in one figure, with its table; once made, then from the shelf');
  row('', 'first ms', 'kept ms', 'bytes', 'br');
  await serve(years.folder, async (server) => {
    const choice = 'measure=patients_transferred&from=2021-01-01&to=2023-12-31';
    for (const [label, path] of [['days', `trends?${choice}&by=day`], ['months', `trends?${choice}&by=month`], ['svg', `trends.svg?${choice}&by=day`], ['csv', `trends.csv?${choice}&by=day`]]) {
      const first = await ask(server.url, `/c/press/${path}`, { 'accept-encoding': 'identity' });
      const kept = await ask(server.url, `/c/press/${path}`, { 'accept-encoding': 'identity' });
      const packed = await ask(server.url, `/c/press/${path}`, { 'accept-encoding': 'br' });
      row(label, first.done.toFixed(0), kept.done.toFixed(1), first.bytes, packed.bytes);
    }
  });
}

/** A download of 100,000 claims: when its first byte comes, and how much more memory the server takes. */
export async function manyClaims({ recordOf, serve, heading, row, forgetMost, memorySoFar }) {
  const wide = await recordOf({ corridor: 'wide', begins: '2010-01-01', days: 5000, carriers: 20 });
  heading('100,000 claims as a file, sent as it is made, twice');
  row('', 'first byte', 'done ms', 'bytes', 'before MiB', 'more MiB');
  await serve(wide.folder, async (server) => {
    await ask(server.url, '/c/wide/latest.json', {});
    for (const name of ['claims.csv', 'claims.json']) {
      for (const label of [name, 'again']) {
        forgetMost(server);
        const before = memorySoFar(server) / 1024;
        const { first, done, bytes } = await ask(server.url, `/c/wide/${name}`, { 'accept-encoding': 'identity' });
        row(label, first.toFixed(0), done.toFixed(0), bytes, before.toFixed(0), (memorySoFar(server) / 1024 - before).toFixed(0));
      }
    }
    // Who takes the head and nothing more holds a piece of the file, and not the file.
    forgetMost(server);
    const before = memorySoFar(server) / 1024;
    const held = await Promise.all(Array.from({ length: 28 }, (_, place) => hold(server.url, `/c/wide/claims.csv?from=2010-01-${String(place + 1).padStart(2, '0')}`)));
    row('28 slow ones', '', '', '', before.toFixed(0), (memorySoFar(server) / 1024 - before).toFixed(0));
    for (const end of held) end();
  });
}

/** Asks, and takes nothing of the answer but its head; gives a way to end. */
function hold(url, path) {
  return new Promise((resolve, reject) => {
    const request = http.get(url + path, { agent: false }, () => resolve(() => request.destroy()));
    request.once('error', (error) => (error.code === 'ECONNRESET' ? undefined : reject(error)));
  });
}

/** So many followers of the events, from addresses of loopback that take turns; a day is published, and all are told. */
export async function toldLive({ demo, prepare, heading, row, forgetMost, memorySoFar, followers = 1000 }) {
  heading(`${followers} readers follow, and one day is published`);
  row('', 'told', 'first ms', 'last ms', 'before MiB', 'more MiB');
  await demo(async (server) => {
    const publish = await prepare(server);
    forgetMost(server);
    const before = memorySoFar(server) / 1024;
    const crowd = await Promise.all(Array.from({ length: followers }, (_, place) => follow(server.url, `127.0.0.${2 + (place % 250)}`)));
    const start = performance.now();
    const told = crowd.map(({ next }) => next().then(() => performance.now() - start));
    await publish();
    const times = (await Promise.all(told)).toSorted((a, b) => a - b);
    row('', times.length, times[0].toFixed(0), times.at(-1).toFixed(0), before.toFixed(0), (memorySoFar(server) / 1024 - before).toFixed(0));
    for (const { end } of crowd) end();
  });
}

/** Asks once: when the first byte of the body came, when the last, in milliseconds; and how many bytes. */
function ask(url, path, headers) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const request = http.get(url + path, { agent: false, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${path} gave ${answer.statusCode}`));
      let [first, bytes] = [0, 0];
      answer.on('data', (piece) => {
        first ||= performance.now() - start;
        bytes += piece.length;
      });
      answer.once('end', () => resolve({ first, done: performance.now() - start, bytes }));
      answer.once('error', reject);
    });
    request.once('error', reject);
  });
}

/** Follows the events from an address of loopback; gives, once that is granted, a promise of the next event and a way to end. */
function follow(url, localAddress) {
  return new Promise((resolve, reject) => {
    const request = http.get(`${url}/api/v1/events`, { agent: false, localAddress }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`events gave ${answer.statusCode}`));
      let [heard, wake, seen] = ['', () => {}, 0];
      answer.setEncoding('utf8').on('data', (text) => {
        heard += text;
        wake();
      });
      const events = () => heard.split('\n').filter((line) => line.startsWith('data:')).length;
      // What is told at the beginning is not the publication that is waited for.
      const next = () =>
        new Promise((come) => {
          seen = events();
          wake = () => events() > seen && come();
        });
      return resolve({ next, end: () => request.destroy() });
    });
    request.once('error', (error) => (error.code === 'ECONNRESET' ? undefined : reject(error)));
  });
}
