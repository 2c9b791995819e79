// A line that can be cut: a small server between browser and site that passes everything on, until it is told to break a
// request before it is sent, in its middle, or behind the site's answer. Nothing in it waits for a time; what never comes is told
// after half a minute, as the browser's own driver does, instead of holding its file for ever.

import http from 'node:http';

const PATIENCE = 30_000;

/**
 * Starts the line to `target` (`http://127.0.0.1:PORT`), on a free port of loopback.
 *
 * - `down()`: nobody is answered any more; `up()`: everybody is, and nothing breaks.
 * - `cut(where, wanted)`: until then each request for which `wanted(method, path, body)` is true breaks (a browser may try once
 *   more by itself): `before` (the site hears nothing), `during`
 *   (the site gets half of its body), `after` (the site answers, and the browser never hears it).
 *   Gives a promise that is kept once it happened.
 * - `late(wanted)`: the next such request reaches the site only when it is let go. Gives `{ held, letGo }`: a promise that is kept once
 *   it waits, and what lets it go, which gives a promise that is kept once the site has answered.
 */
export async function startLine(target) {
  let isDown = false;
  let next = null;
  let late = null;
  const server = http.createServer(async (request, response) => {
    if (isDown) return request.socket.destroy();
    const body = await read(request);
    if (isDown) return request.socket.destroy();
    const cut = next?.wanted(request.method, request.url, body.toString()) ? next : null;
    if (cut?.where === 'before') {
      request.socket.destroy();
      return cut.happened();
    }
    if (cut?.where === 'during') {
      await half(target, request, body);
      request.socket.destroy();
      return cut.happened();
    }
    const waiting = late?.wanted(request.method, request.url, body.toString()) ? late : null;
    if (waiting) {
      late = null;
      await waiting.wait();
    }
    const answer = await passOn(target, request, body).catch(() => null);
    waiting?.answered();
    if (answer === null || isDown) return request.socket.destroy();
    if (cut?.where === 'after') {
      request.socket.destroy();
      return cut.happened();
    }
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    down: () => {
      isDown = true;
      server.closeAllConnections();
    },
    up: () => {
      isDown = false;
      next = null;
    },
    cut: (where, wanted) =>
      inTime(
        new Promise((happened) => {
          next = { where, wanted, happened };
        }),
        `a request to be cut ${where} it is sent`,
      ),
    late: (wanted) => {
      const [held, released, answered] = [{}, {}, {}];
      for (const moment of [held, released, answered]) moment.came = new Promise((come) => Object.assign(moment, { come }));
      late = {
        wanted,
        wait: () => {
          held.come();
          return released.came;
        },
        answered: answered.come,
      };
      return {
        held: inTime(held.came, 'a request to be held back'),
        letGo: () => {
          released.come();
          return inTime(answered.came, 'the site to answer what was held back');
        },
      };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** Whether a request sends the form of a day with this button. */
export const sends = (button) => (method, path, body) => method === 'POST' && new URLSearchParams(body).getAll('then').at(-1) === button;

/** The promise itself, or after a while the error that says what did not come. */
function inTime(promise, what) {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`waited in vain for ${what}`)), PATIENCE).unref();
  });
  const either = Promise.race([promise, late]);
  either.catch(() => {}); // a test that failed before it asked has its own error to tell
  return either;
}

async function read(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Headers as the site is to hear them: it answers under its own name alone. */
function heard(target, request) {
  const { connection, ...headers } = request.headers;
  return { ...headers, host: new URL(target).host, ...(headers.origin ? { origin: target } : {}) };
}

function passOn(target, request, body) {
  return new Promise((resolve, reject) => {
    const { method } = request;
    const onwards = http.request(new URL(request.url, target), { method, headers: heard(target, request), agent: false }, async (answer) => {
      try {
        const { connection, 'transfer-encoding': encoding, ...headers } = answer.headers;
        resolve({ status: answer.statusCode, headers, body: await read(answer) });
      } catch (error) {
        reject(error);
      }
    });
    onwards.once('error', reject);
    onwards.end(body);
  });
}

/** Sends half of a body, and breaks off once the site has it. */
function half(target, request, body) {
  return new Promise((resolve) => {
    const { method } = request;
    const onwards = http.request(new URL(request.url, target), { method, headers: heard(target, request), agent: false });
    onwards.once('error', resolve);
    onwards.once('close', resolve);
    onwards.write(body.subarray(0, Math.floor(body.length / 2)), () => onwards.destroy());
  });
}
