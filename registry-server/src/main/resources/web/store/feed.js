// The connection to the registry, kept up for as long as the page is there: what happens, as it happens.

import { heard } from './clock.js';
import { key } from './key.js';
import { changed } from './signal.js';
import { stream } from './stream.js';

// The registry sends something every 15 seconds; who hears nothing for longer has lost it.
const SILENCE = 35_000;
const SHORTEST_PAUSE = 500;
const LONGEST_PAUSE = 5_000;

const listeners = [];
let state = 'connecting';
let lastHeard = Date.now();
let position = '';
let pause = SHORTEST_PAUSE;
let attempt = null;
let timer = 0;
let cutOff = 0;

export const feed = {
  /** connecting, live, reconnecting or locked. */
  get state() {
    return state;
  },

  /** When the registry was heard of last, in milliseconds of our clock. */
  get lastHeard() {
    return lastHeard;
  },

  /** For how many seconds the registry itself has been cut off from its store. */
  get cutOff() {
    return cutOff;
  },

  /** The place up to which all was heard. */
  get position() {
    return position;
  },

  /** `tell` hears every change as { event, id, data }; `open` and `reset` are events of our own. */
  onEvent(tell) {
    listeners.push(tell);
  },

  /** An answer of the registry said how old it may be. */
  answered(age) {
    if (age !== cutOff) {
      cutOff = age;
      changed();
    }
  },

  start() {
    key.onChange(() => reconnect(0));
    addEventListener('online', () => reconnect(0));
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && state === 'reconnecting') {
        reconnect(0);
      }
    });
    setInterval(() => {
      if (state === 'live' && Date.now() - lastHeard > SILENCE) {
        reconnect(0);
      }
    }, 5_000);
    reconnect(0);
  },
};

function become(other) {
  if (state !== other) {
    state = other;
    changed();
  }
}

function tell(event) {
  listeners.forEach((each) => each(event));
}

function reconnect(after) {
  attempt?.abort();
  attempt = null;
  clearTimeout(timer);
  timer = setTimeout(run, after);
}

async function run() {
  const own = new AbortController();
  attempt = own;
  const askedAt = Date.now();
  let status = 0;
  let retryAfter = 0;
  try {
    await stream('', {
      lastId: position,
      signal: own.signal,
      onOpen: (reply) => {
        heard(reply.headers.get('Date'), askedAt, Date.now());
        lastHeard = Date.now();
        pause = SHORTEST_PAUSE;
        become('live');
      },
      onBytes: () => {
        lastHeard = Date.now();
      },
      onBlock: (block) => take(block),
    });
  } catch (failure) {
    status = failure.status ?? 0;
    retryAfter = failure.retryAfter ?? 0;
  }
  if (attempt !== own) {
    return; // somebody began anew
  }
  if (status === 403) {
    become('locked');
    return;
  }
  if (status === 422) {
    position = ''; // it does not understand where we are: begin now
  }
  become('reconnecting');
  reconnect(Math.max(retryAfter * 1000, pause * (0.75 + Math.random() / 2)));
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

/** The first block of a stream only says where it begins. */
function take(block) {
  const isFirst = block.event === '' && block.data === '';
  if (block.id !== '') {
    position = block.id;
  }
  if (isFirst) {
    tell({ event: 'open', id: block.id, data: null });
  } else if (block.event === 'reset') {
    tell({ event: 'reset', id: block.id, data: null });
  } else if (block.event !== '') {
    try {
      tell({ event: block.event, id: block.id, data: JSON.parse(block.data) });
    } catch {
      tell({ event: 'reset', id: block.id, data: null }); // what cannot be read may be anything
    }
  }
  changed();
}
