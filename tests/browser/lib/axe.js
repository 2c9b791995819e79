// Asks axe-core what hinders people on a page. Our pages allow no script but their own; axe comes in by the debugging protocol,
// which the page's Content-Security-Policy does not govern, so what it judges is exactly what readers get.

import assert from 'node:assert/strict';

import axe from 'axe-core';

/** WCAG 2.2 to level AA, and axe's best practices. */
export const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Opens `url` in a new context of `browser` (Playwright's) and gives axe's violations: `[{ id, impact, help, nodes }]`.
 * `contextOptions` carry what the page depends on: `storageState` of a signed-in person, `viewport`, `colorScheme`, `locale`.
 */
export async function auditUrl(browser, url, { rules = RULES, ...contextOptions } = {}) {
  const context = await browser.newContext({ ...contextOptions, javaScriptEnabled: true });
  try {
    const page = await context.newPage();
    const response = await page.goto(url);
    if (response === null) throw new Error(`${url} gave no answer to audit`);
    return await audit(page, { rules });
  } finally {
    await context.close();
  }
}

/** The same for a page that is already open, in a context with JavaScript on: a refused form, say. */
export async function audit(page, { rules = RULES } = {}) {
  await page.evaluate(axe.source);
  const results = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
    rules,
  );
  return results.violations;
}

/** One readable paragraph per violation, for an assertion's message; the empty string when there is none. */
export function describe(violations) {
  return violations
    .map(({ id, impact, help, nodes }) => {
      const places = nodes.map((node) => `    ${node.target.join(' ')}: ${node.html}`).join('\n');
      return `${id} (${impact}): ${help}\n${places}`;
    })
    .join('\n');
}

const WIDTHS = [{ width: 320, height: 640 }, { width: 1280, height: 800 }];

/** axe finds nothing on the page, narrow and wide, light and dark, and nothing runs out of it. Only where scripts run: axe is one. */
export async function isClean(page, name) {
  for (const viewport of WIDTHS) {
    for (const colorScheme of ['light', 'dark']) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      const violations = await audit(page);
      assert.deepEqual(violations, [], `${name}, ${colorScheme}, ${viewport.width} px:\n${describe(violations)}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${name} overflows by ${overflow} px at ${viewport.width} px`);
    }
  }
}
