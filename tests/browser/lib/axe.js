// Asks axe-core what hinders people on a page. Our pages allow no script at all; axe comes in by the debugging protocol,
// which the page's Content-Security-Policy does not govern, so what it judges is exactly what readers get.

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
