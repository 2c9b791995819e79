// The cursor of the figure of trends: frames the day, week or month that is pointed at, tapped or reached by the keyboard,
// and says its row of the table under the figure. It knows no number and no word of its own: all that it says stands in
// the page. It stays until another one is asked for or Escape ends it, so that it can be read at leisure.

const DAY = 86_400_000;
const SVG = 'http://www.w3.org/2000/svg';

/** The steps of the keys; what is later is on the right in every language. */
const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, Home: -Infinity, End: Infinity };

/** Days are dates in UTC here, whatever zone the browser is in. */
const after = (date, days) => new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
const daysOf = ({ from, to = from }) => (Date.parse(to) - Date.parse(from)) / DAY + 1;
const wordsOf = (cell) => cell.textContent.replace(/\s+/g, ' ').trim();

/** A sentence of the page with what it is to hold. Words that are put into it are not looked at again. */
const filled = (pattern, given) => pattern.replace(/\{(\w+)\}/g, (whole, name) => given[name] ?? whole);

/** Days, weeks or months of a plot in their order: where each is drawn, and its rows; of a silent day its name. */
function slotsOf(plot) {
  const byFirstDay = new Map();
  for (const series of plot.dataset.series.split(' ')) {
    for (const row of document.querySelectorAll(`table[data-series="${series}"] tr[data-from]`)) {
      byFirstDay.set(row.dataset.from, [...(byFirstDay.get(row.dataset.from) ?? []), row]);
    }
  }
  return [...plot.querySelectorAll('[data-from]')].flatMap((part) => {
    const names = part.dataset.silent.split('|');
    const all = daysOf(part.dataset);
    const slots = [];
    for (let day = 0; day < all; day += slots.at(-1).days) {
      const rows = byFirstDay.get(after(part.dataset.from, day));
      slots.push({ plot, part, all, day, days: rows ? daysOf(rows[0].dataset) : 1, rows, name: names[day] });
    }
    return slots;
  });
}

/** What is said of a slot: its rows, cell by cell. */
function sayingOf({ plot, rows, name }, and) {
  if (!rows) {
    const [day, rest] = name.split('\t');
    return { day, words: rest ? filled(plot.dataset.line, { day, rest }) : filled(plot.dataset.none, { day }) };
  }
  const cells = rows.map((row) => Array.from(row.cells, wordsOf));
  // A sentence that goes on needs no full stop.
  const told = cells.flatMap(([, ...words]) => words.map((text) => text.replace(/\.$/, '')));
  const day = cells[0][0];
  const rest = told.filter((words) => words !== '').reduce((first, next) => filled(and, { first, next }));
  return { day, words: filled(plot.dataset.line, { day, rest }) };
}

/** Answers in a figure from now on, and to what led here. */
export function follow(figure, begun) {
  const line = figure.querySelector('.told p');
  const plots = new Map(Array.from(figure.querySelectorAll('[data-series]'), (plot) => [plot, slotsOf(plot)]));
  const frame = document.createElementNS(SVG, 'path');
  frame.setAttribute('class', 'at');
  let shown;

  for (const [plot, slots] of plots) {
    const place = plot.querySelector('.at');
    place.setAttribute('aria-valuemin', 1);
    place.setAttribute('aria-valuemax', slots.length);
  }

  function show(slot) {
    if (!slot || slot === shown) return;
    shown = slot;
    const svg = slot.part.querySelector('svg');
    const { width, height } = svg.viewBox.baseVal;
    const [left, wide] = [slot.day, slot.days].map((days) => (days * width) / slot.all);
    frame.setAttribute('d', `M${left} 0v${height}h${wide}v${-height}z`);
    svg.append(frame);
    const { day, words } = sayingOf(slot, figure.dataset.and);
    // A new one each time, since one that grows upwards would move.
    const told = document.createElement('span');
    told.textContent = words;
    line.replaceChildren(told);
    const place = slot.plot.querySelector('.at');
    place.setAttribute('aria-valuenow', plots.get(slot.plot).indexOf(slot) + 1);
    place.setAttribute('aria-valuetext', day);
  }

  function end() {
    const place = shown?.plot.querySelector('.at');
    place?.setAttribute('aria-valuenow', 0);
    place?.removeAttribute('aria-valuetext');
    shown = undefined;
    frame.remove();
    line.replaceChildren();
  }

  /** A finger that moves over the figure scrolls the page; only a tap asks. */
  function point(event) {
    const svg = event.target.closest('[data-series] svg');
    if (!svg || (event.pointerType === 'touch' && event.type !== 'click')) return;
    const { left, width } = svg.getBoundingClientRect();
    const part = svg.closest('[data-from]');
    const day = Math.floor(((event.clientX - left) / width) * daysOf(part.dataset));
    show(plots.get(svg.closest('[data-series]')).find((slot) => slot.part === part && slot.day <= day && day < slot.day + slot.days));
  }

  /** The place for the keyboard: at first it stands at the last one, as the newest. */
  function reach({ target }) {
    if (!target.matches('.at')) return;
    const plot = target.parentElement;
    if (shown?.plot !== plot) show(plots.get(plot).at(-1));
  }

  function press(event) {
    if (event.key === 'Escape') return end();
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || !event.target.matches('.at')) return;
    event.preventDefault();
    const slots = plots.get(event.target.parentElement);
    const now = slots.indexOf(shown);
    const next = now < 0 ? slots.length - 1 : Math.min(Math.max(now + step, 0), slots.length - 1);
    show(slots[next]);
    slots[next].part.scrollIntoView({ block: 'nearest' });
  }

  for (const kind of ['pointerover', 'pointermove', 'click']) figure.addEventListener(kind, point);
  figure.addEventListener('focusin', reach);
  document.addEventListener('keydown', press);
  (begun.type === 'focusin' ? reach : point)(begun);
}
