// Wakes the islands of a page: loads the program once, when the first island needs it, then hydrates each by itself. Pages
// work without it; whatever fails here leaves a page as the server wrote it.
//
// An island is woken when it is seen or focused, and never on a line that is to be spared (Save-Data, 2G). One that holds
// an element with data-wake="at-once" guards what is typed: it is woken at once, on any line, and when the program cannot
// be loaded, it is tried again until it can. An island that is awake has data-ready on it.
//
// The page's script element says where the program is: data-module and data-wasm.

const { module, wasm } = document.querySelector('script[data-module]').dataset;
const line = navigator.connection;
const spared = Boolean(line?.saveData) || /(^|-)2g$/.test(line?.effectiveType ?? '');

// What Leptos looks for when it hydrates: the server sends no resources along, so there are none.
for (const name of ['RESOLVED_RESOURCES', 'SERIALIZED_ERRORS', 'PENDING_RESOURCES', 'RESOURCE_RESOLVERS', 'INCOMPLETE_CHUNKS']) {
  globalThis[`__${name}`] = [];
}

let program;
let tries = 0;

/** The program, loaded once however many islands ask for it; anew when that failed. */
function load() {
  program ??= start().catch((error) => {
    program = undefined;
    throw error;
  });
  return program;
}

async function start() {
  tries += 1;
  // A browser may keep a module that failed under its address; what stands behind # makes it another one.
  const found = await import(tries === 1 ? module : `${module}#${tries}`);
  await found.default({ module_or_path: wasm });
  found.hydrate();
  return found;
}

/** Hydrates an island, once. */
function hydrate(found, island) {
  if (island.dataset.ready !== undefined) return;
  const name = island.dataset.component;
  if (!found[name]) throw new Error(`the program does not know the island ${name}: page and program are of two builds`);
  found[name](island);
  island.dataset.ready = '';
}

/** Wakes an island now, and tries again until the program is there: after 1, 2, 4, … 60 seconds, or when the line is back. */
function insist(island, seconds = 1) {
  load().then(
    (found) => hydrate(found, island),
    () => {
      const again = () => {
        clearTimeout(timer);
        removeEventListener('online', again);
        insist(island, Math.min(seconds * 2, 60));
      };
      const timer = setTimeout(again, seconds * 1000);
      addEventListener('online', again);
    },
  );
}

/** Wakes an island when it is seen or focused. */
function wait(island) {
  const wake = () => {
    seen.disconnect();
    island.removeEventListener('focusin', wake);
    load().then((found) => hydrate(found, island), () => {});
  };
  const seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && wake());
  seen.observe(island.firstElementChild ?? island);
  island.addEventListener('focusin', wake);
}

for (const island of document.querySelectorAll('leptos-island')) {
  if (island.querySelector('[data-wake="at-once"]')) insist(island);
  else if (!spared) wait(island);
}
