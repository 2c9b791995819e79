// The public record as programs read it: what a test compares before and after.

import { STATUS } from './demo.js';

/** The version of the record that the status page's foot names. */
export async function recordVersion(demo) {
  const page = await (await fetch(demo.url + STATUS)).text();
  const found = page.match(/Record version (\d+) \(/);
  if (!found) throw new Error('the foot of the status page names no version of the record');
  return Number(found[1]);
}

/** The rows of claims.csv that are about a day: its claims, and its figures that are missing. */
export async function rowsOf(demo, date) {
  const response = await fetch(`${demo.url}${STATUS}/claims.csv`);
  if (!response.ok) throw new Error(`claims.csv gave ${response.status}`);
  const lines = (await response.text()).split('\n');
  return lines.filter((line) => line.startsWith(`lachin,${date},`));
}

/** Everything that is public, as one text: pages, files, feeds. */
export async function everythingPublic(demo, dates) {
  const paths = ['/', STATUS, '/about', `${STATUS}/claims.csv`, `${STATUS}/latest.json`, '/sitemap.xml', '/robots.txt'];
  const all = [...paths, ...dates.map((date) => `${STATUS}/days/${date}`)];
  const texts = await Promise.all(
    all.map(async (path) => {
      const response = await fetch(demo.url + path);
      if (!response.ok) throw new Error(`${path} gave ${response.status}`);
      return response.text();
    }),
  );
  return texts.join('\n');
}
