// A running demonstration of its own for a test: the Lachin record on the evening of 10 May 2023, and its sign-ins.

import { startServer } from './server.js';

const SIGN_IN = /^ *(\S+) +(reporter|lead|admin) +(\S+) *$/gm;

/** The demonstration's corridor: its status page. */
export const STATUS = '/c/lachin';
/** The evening's own day; it has a report. */
export const TODAY = '2023-05-10';
/** The day before; it has no report, and recording it needs no confirmation. */
export const YESTERDAY = '2023-05-09';
/** A day further back without a report: recording it needs confirmation. */
export const OLDER_DAY = '2023-05-08';
/** A day on which sources differ on whether the road was open. */
export const DISPUTED_DAY = '2023-02-02';

/** The public page of a day. */
export const dayPage = (date) => `${STATUS}/days/${date}`;
/** The public page of a month. */
export const monthPage = (month) => `${STATUS}/months/${month}`;
/** The desk's form of a day. */
export const dayForm = (date) => `/staff${dayPage(date)}`;

/**
 * Starts the demonstration. Gives `{ url, pid, signIns, stop() }`; `signIns` holds, per role, `{ account, password }`.
 * Nothing that happens in one demonstration is seen in another.
 */
export async function startDemo() {
  const server = await startServer({ args: ['demo'] });
  const rows = [...server.output().matchAll(SIGN_IN)];
  const signIns = Object.fromEntries(rows.map(([, account, role, password]) => [role, { account, password }]));
  for (const role of ['reporter', 'lead', 'admin']) {
    if (signIns[role]) continue;
    await server.stop();
    throw new Error(`the demonstration printed no sign-in for a ${role}:\n${server.output()}`);
  }
  return { url: server.url, pid: server.pid, signIns, stop: server.stop };
}
