// Tells whoever reads a status page that a newer state of its corridor was published, and offers to show it. Never moves or
// reloads a page by itself. It follows only while the page is seen, and never on a line that is to be spared (Save-Data, 2G).

const place = document.querySelector('.live[data-events]');
const { events, corridor, version, words, reload } = place.dataset;
const line = navigator.connection;
const spared = Boolean(line?.saveData) || /(^|-)2g$/.test(line?.effectiveType ?? '');
let stream;

/** The words, and a button behind them. */
function tell() {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = reload;
  button.addEventListener('click', () => location.reload());
  place.replaceChildren(document.createTextNode(words), button);
}

function hear(event) {
  const told = JSON.parse(event.data);
  if (told.version > Number(version) && told.corridors.includes(corridor)) {
    document.removeEventListener('visibilitychange', follow);
    stream.close();
    tell();
  }
}

/** A page that is not seen keeps no line: what it misses is told when it is seen again. */
function follow() {
  if (document.visibilityState === 'visible') {
    stream ??= new EventSource(events);
    stream.addEventListener('publication', hear);
  } else {
    stream?.close();
    stream = undefined;
  }
}

if (!spared) {
  document.addEventListener('visibilitychange', follow);
  follow();
}
