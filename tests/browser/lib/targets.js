// How large what is pressed is on a page. Links within running text are as large as the text; whatever stands alone is
// measured: links in lists, tables and ways, buttons, fields, ticks with their words, summaries.

/** WCAG 2.5.5: a finger hits this without looking. */
export const LEAST = 44;

/** What is smaller than `least` px in height or width, a line each. */
export function tooSmall(page, least = LEAST) {
  return page.evaluate((least) => {
    const found = [];
    const INLINE = new Set(['B', 'BDI', 'CITE', 'CODE', 'I', 'SMALL', 'SPAN', 'STRONG']);
    /** Whether words stand beside a link in its own line. */
    const isInText = (link) => {
      let within = link;
      while (INLINE.has(within.parentElement.tagName) && getComputedStyle(within.parentElement).display === 'inline') within = within.parentElement;
      const beside = [...within.parentElement.childNodes].filter((node) => node !== within);
      const inLine = (node) => node.nodeType === Node.TEXT_NODE || (node.nodeType === Node.ELEMENT_NODE && INLINE.has(node.tagName) && getComputedStyle(node).display === 'inline');
      return getComputedStyle(link).display === 'inline' && beside.some((node) => inLine(node) && /[\p{L}\p{N}]{2}/u.test(node.textContent));
    };
    /** Words that are only read aloud are clipped to nothing. */
    const isClipped = (element) => {
      for (let one = element; one; one = one.parentElement) if (getComputedStyle(one).clipPath === 'inset(50%)') return true;
      return false;
    };
    const boxOf = (element) => {
      const box = element.getBoundingClientRect();
      const label = /^(checkbox|radio)$/.test(element.type) ? element.labels[0] : null;
      if (!label) return { width: box.width, height: box.height };
      const words = label.getBoundingClientRect();
      return {
        width: Math.max(box.right, words.right) - Math.min(box.left, words.left),
        height: Math.max(box.bottom, words.bottom) - Math.min(box.top, words.top),
      };
    };
    for (const element of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
      if (!element.checkVisibility() || isClipped(element)) continue;
      if (element.tagName === 'A' && isInText(element)) continue;
      const { width, height } = boxOf(element);
      if (width >= least - 0.5 && height >= least - 0.5) continue;
      const name = element.tagName === 'A' || element.tagName === 'BUTTON' || element.tagName === 'SUMMARY' ? element.textContent.trim() : element.name;
      const place = [...(element.parentElement?.classList ?? [])].join('.');
      found.push(`${element.tagName.toLowerCase()} “${name.slice(0, 40)}” in ${element.parentElement.tagName.toLowerCase()}.${place}: ${Math.round(width)} × ${Math.round(height)} px`);
    }
    return found;
  }, least);
}

/** Grids of fields that stand side by side, a line each. */
export function sideBySide(page) {
  return page.evaluate(() => {
    const grids = [...document.querySelectorAll('form .fields, .expect, .versus')].filter((grid) => grid.checkVisibility());
    const tracks = (grid) => getComputedStyle(grid).gridTemplateColumns.split(' ').filter((track) => track.endsWith('px')).length;
    return grids.filter((grid) => tracks(grid) > 1).map((grid) => `${grid.className}: ${tracks(grid)} columns`);
  });
}

/** What only somebody with a mouse comes to know: rules that show something on hover, texts that stand in a title alone. */
export function hoverOnly(page) {
  return page.evaluate(() => {
    const HARMLESS = /^(text-decoration|background|color|border-color|outline)/;
    const found = [];
    const read = (rules) => {
      for (const rule of rules) {
        if (rule.selectorText?.includes(':hover')) {
          for (const property of rule.style) if (!HARMLESS.test(property)) found.push(`${rule.selectorText} sets ${property}`);
        }
        if (rule.cssRules) read(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets) read(sheet.cssRules);
    for (const element of document.querySelectorAll('body [title]')) found.push(`${element.tagName.toLowerCase()} has a title: ${element.title}`);
    return found;
  });
}
