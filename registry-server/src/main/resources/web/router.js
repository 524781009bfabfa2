// Which view an address shows, and how to get from one to the other without loading the page anew.

import { changed } from './store/signal.js';

const PATH = /^\/(?:ui(?:\/([^/]*)(?:\/([^/]*))?)?)?$/;

export const place = { view: 'overview', item: null, query: new URLSearchParams() };

let enter = () => {};
let timer = 0;

function look() {
  clearTimeout(timer);
  timer = 0;
  const [, view = '', item = ''] = PATH.exec(location.pathname) ?? [];
  place.view = view === '' ? 'overview' : view;
  place.item = item === '' ? null : decode(item);
  place.query = new URLSearchParams(location.search);
  enter();
  changed();
}

function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Goes to another address of the page. */
export function go(address) {
  if (timer !== 0) {
    write();
  }
  history.pushState({ isOurs: true }, '', address);
  look();
}

/** Back to where the reader came from, if that was a view of ours; else to `address`. */
export function goBack(address) {
  if (history.state?.isOurs) {
    history.back();
  } else {
    go(address);
  }
}

function write() {
  clearTimeout(timer);
  timer = 0;
  const query = place.query.toString();
  history.replaceState(history.state, '', query === '' ? location.pathname : `${location.pathname}?${query}`);
}

/** Keeps something in the address, so that it outlives a reload; nothing that is empty. */
export function remember(values) {
  for (const [key, value] of Object.entries(values)) {
    if (value === '') {
      place.query.delete(key);
    } else {
      place.query.set(key, value);
    }
  }
  timer ||= setTimeout(write, 200); // browsers refuse to do this at every key stroke
}

export function startRouter(onEnter) {
  enter = onEnter;
  addEventListener('popstate', look);
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]');
    if (link === null || link === undefined || event.defaultPrevented || event.button !== 0
        || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
        || link.origin !== location.origin || !PATH.test(link.pathname) || link.hash !== '' || link.hasAttribute('download')) {
      return;
    }
    event.preventDefault();
    go(link.pathname + link.search);
  });
  look();
}
