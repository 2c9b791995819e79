// Counts requests on the wire: a small server between browser and site that passes everything on. It also sees what a
// browser asks for by itself, such as an icon, and does not tell its tests.

import http from 'node:http';

/**
 * Starts the counter before `target` (`http://127.0.0.1:PORT`), on a free port of loopback.
 * With `answer(request, response)` it answers by itself; then `target` is null.
 *
 * Gives `{ url, asked(), forget(), stop() }`: `asked()` lists `METHOD /path`, in order.
 */
export async function startCounter(target, answer = (request, response) => passOn(target, request, response)) {
  let asked = [];
  const server = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked: () => [...asked],
    forget: () => {
      asked = [];
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function passOn(target, request, response) {
  const { method } = request;
  // The server answers under its own name alone.
  const headers = { ...request.headers, host: new URL(target).host };
  const onwards = http.request(new URL(request.url, target), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.rawHeaders);
    answer.pipe(response);
  });
  onwards.once('error', () => response.destroy());
  request.pipe(onwards);
}
