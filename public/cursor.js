// Fetches what answers in the figure of trends once it is used; never under Save-Data or 2G.
const figure = document.querySelector('figure[data-cursor]');
const line = navigator.connection;
const uses = ['pointerover', 'click', 'focusin'];
let last;

async function use(event) {
  const begun = last;
  last = event;
  if (begun) return;
  try {
    const { follow } = await import(figure.dataset.cursor);
    for (const kind of uses) figure.removeEventListener(kind, use);
    follow(figure, last);
  } catch {
    last = undefined;
  }
}

if (!line?.saveData && !/(^|-)2g$/.test(line?.effectiveType)) {
  for (const plot of figure.querySelectorAll('[data-series]')) {
    const place = document.createElement('div');
    Object.assign(place, { className: 'at', tabIndex: 0, role: 'slider', ariaLabel: plot.dataset.label, ariaValueNow: 0 });
    plot.prepend(place);
  }
  for (const kind of uses) figure.addEventListener(kind, use);
  figure.querySelector('.room').dataset.hint = figure.dataset.hint;
}
