// The keys of the page: / searches, arrows move, Enter opens (it is a link), Escape closes.

import { drawNow } from './store/signal.js';

const MOVES = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: 'first', End: 'last' };

function isTyping(element) {
  return element.closest?.('input, textarea, select') !== null && element.closest !== undefined;
}

export function listenToKeys(view) {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey
        || document.querySelector('dialog[open]') !== null) {
      return;
    }
    const isInSearch = event.target.classList?.contains('search-input') ?? false;
    if (event.key === '/' && !isTyping(event.target)) {
      event.preventDefault();
      search(view());
    } else if (event.key === 'Escape') {
      escape(event, view(), isInSearch);
    } else if (Object.hasOwn(MOVES, event.key) && (!isTyping(event.target) || (isInSearch && event.key.startsWith('Arrow')))) {
      if (view().list?.move(MOVES[event.key])) {
        event.preventDefault();
      }
    } else if (event.key === 'Enter' && isInSearch && view().list?.move('first')) {
      event.preventDefault();
      document.activeElement.click();
    }
  });
}

function search(view) {
  if (document.querySelector('.search-input') === null) {
    view.search?.();
    drawNow();
  }
  const field = document.querySelector('.search-input');
  field?.focus();
  field?.select();
}

function escape(event, view, isInSearch) {
  if (isInSearch && event.target.value !== '') {
    event.preventDefault();
    event.target.value = '';
    event.target.dispatchEvent(new Event('input', { bubbles: true }));
  } else if (isTyping(event.target)) {
    event.target.blur();
  } else {
    view.close?.();
  }
}
