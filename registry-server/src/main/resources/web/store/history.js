// What happened: before the page was opened, as far as the registry remembers it, and since.

import { epoch, revision } from './api.js';
import { now } from './clock.js';
import { feed } from './feed.js';
import { key } from './key.js';
import { numbers } from './numbers.js';
import { changed } from './signal.js';
import { stream } from './stream.js';

const MOST = 5_000;
// Past events come in one go; when nothing has come for this long, that was all.
const LULL = 1_000;
const LONGEST_START = 10_000;

let entries = [];
// How much of the past is wanted, and how much is there.
let wanted = 0;
let had = 0;

export const history = {
  /** Grows with every event. */
  version: 0,

  /** All that is known, the latest last: { id, event, at, isAfter, instance_id, name, host, state }. */
  get entries() {
    return entries;
  },

  /** Reads what happened before: so many changes of all. */
  readPast(most) {
    wanted = Math.max(wanted, most);
    return catchUp();
  },
};

let isReading = false;

async function catchUp() {
  if (isReading || had >= wanted) {
    return;
  }
  isReading = true;
  const most = wanted;
  try {
    const past = await readBack(most, '');
    const course = past[0]?.epoch;
    const own = entries.filter((each) => each.epoch === course);
    const known = new Set(own.map((each) => each.id));
    const whole = [...past.filter((each) => !known.has(each.id)), ...own].sort((one, other) => one.revision - other.revision);
    entries = [...entries.filter((each) => each.epoch !== course), ...whole].slice(-MOST);
    had = most;
    history.version++;
    changed();
  } catch {
    // when the connection is there again
  } finally {
    isReading = false;
  }
  if (had > 0 && had < wanted) {
    await catchUp();
  }
}

/** What is remembered of one host, the latest last. */
export function pastOf(host) {
  return readBack(Infinity, `&host=${encodeURIComponent(host)}`);
}

async function readBack(most, query) {
  const stand = await numbers.now();
  const oldest = stand.events_since;
  const from = Math.max(revision(oldest), stand.revision - most);
  const past = [];
  const own = new AbortController();
  let timer = setTimeout(() => own.abort(), LONGEST_START);
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => own.abort(), LULL);
  };
  try {
    await stream(`&since=${epoch(oldest)}-${from}${query}`, {
      lastId: '',
      signal: own.signal,
      onBytes: wait,
      onBlock: ({ event, id, data }) => {
        if (event !== '' && event !== 'reset') {
          past.push(entry(event, id, JSON.parse(data), null, past.at(-1)?.at ?? 0));
        }
        if (revision(id) >= stand.revision) {
          own.abort();
        }
      },
    });
  } catch (failure) {
    if (failure.name !== 'AbortError') {
      throw failure;
    }
  } finally {
    clearTimeout(timer);
  }
  return past;
}

/**
 * An event tells how the instance is since, and only some of that says when it happened. What is not told
 * happened after the event before it.
 */
function entry(event, id, data, cameAt, before) {
  const known = cameAt ?? told(event, data.instance);
  const at = Math.max(known ?? 0, before);
  return {
    id,
    epoch: epoch(id),
    revision: revision(id),
    event,
    at,
    isAfter: at !== known,
    instance_id: data.instance_id,
    name: data.name,
    host: data.host,
    haystack: `${data.instance_id}\n${data.name}\n${data.host}`.toLowerCase(),
  };
}

function told(event, instance) {
  switch (event) {
    case 'registered':
    case 'tools':
      return instance?.heard_at;
    case 'stale':
    case 'deregistered':
    case 'live':
      return instance?.state_since;
    default:
      return undefined;
  }
}

feed.onEvent(({ event, id, data }) => {
  if (data !== null) {
    const cameAt = event === 'live' ? now() : told(event, data.instance) ?? now();
    entries.push(entry(event, id, data, cameAt, 0));
    if (entries.length > MOST + 500) {
      entries = entries.slice(-MOST);
    }
    history.version++;
  } else {
    if (event === 'reset') {
      had = 0; // what lies between is not known; what was seen stays
    }
    catchUp();
  }
});
key.onChange(catchUp);
