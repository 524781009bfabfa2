// The page: what it shows is drawn anew, by lit-html and in as few steps as it takes, whenever something changed.

import { render } from './lit-html.js';
import { feed } from './store/feed.js';
import { changed, onChange } from './store/signal.js';
import { listenToKeys } from './keyboard.js';
import { place, startRouter } from './router.js';
import { shell } from './shell.js';
import { events } from './views/events.js';
import { hosts } from './views/hosts.js';
import { instance } from './views/instance.js';
import { instances } from './views/instances.js';
import { overview } from './views/overview.js';
import { tool } from './views/tool.js';
import { tools } from './views/tools.js';

const VIEWS = { overview, tools, hosts, instances, events };
const VIEWS_OF_ITEMS = { tools: tool, instances: instance };

const root = document.getElementById('page');
let view = null;
let item = null;

function enter() {
  const next = (place.item === null ? VIEWS : VIEWS_OF_ITEMS)[place.view] ?? overview;
  if (next !== view || place.item !== item) {
    const isFirst = view === null;
    view?.leave();
    view = next;
    item = place.item;
    view.enter(place.item);
    if (!isFirst) {
      requestAnimationFrame(focusOnView);
    }
  }
}

/** For screen readers, and so that keys scroll what was opened; unless something in it has the focus already. */
function focusOnView() {
  const main = document.getElementById('main');
  if (!main.contains(document.activeElement)) {
    main.focus({ preventScroll: true });
  }
}

onChange(() => {
  document.title = `${view.title()} · Runspec Registry`;
  render(shell(view), root);
});
listenToKeys(() => view);
startRouter(enter);
feed.start();
// Ages go on by themselves.
setInterval(() => document.hidden || changed(), 1_000);
