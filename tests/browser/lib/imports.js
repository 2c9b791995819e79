// Files for an import, and what somebody at the desk does with them.

import { go } from './pages.js';

/** Where files are imported into the demonstration's corridor. */
export const importPath = '/staff/c/lachin/import';

const COLUMNS = [
  'corridor', 'date', 'period_start', 'measure', 'counted', 'group', 'carrier', 'direction', 'facility', 'access', 'item', 'unit',
  'stage', 'bound', 'value', 'value_high', 'preferred', 'source', 'via', 'source_url', 'published_on', 'date_note', 'remark',
];
const USUAL = { measure: 'patients_awaiting', group: 'patients', bound: 'exact', value: '30', source: 'Some office' };

/** claims.csv with a row for each `{ date, bound, value, source, … }`; what is not told is usual. */
export function claimsFile(rows) {
  const lines = rows.map((row) => COLUMNS.map((column) => ({ ...USUAL, ...row })[column] ?? '').join(','));
  const buffer = Buffer.from([COLUMNS.join(','), ...lines, ''].join('\n'));
  return { name: 'claims.csv', mimeType: 'text/csv', buffer };
}

/** Chooses a file and has it looked through; gives the status of the page that tells what came of it. */
export async function lookThrough(page, demo, file) {
  await page.goto(demo.url + importPath);
  // Files of before are discarded, so that the page has one form for files.
  const discard = page.getByRole('button', { name: 'Discard the files' });
  if (await discard.count()) await go(page, () => discard.click());
  await page.locator('[name=claims]').setInputFiles(file);
  let answer = await go(page, () => page.getByRole('button', { name: 'Look through the files' }).click());
  while (answer.headers().refresh) answer = await page.goto(demo.url + importPath);
  return answer.status();
}
