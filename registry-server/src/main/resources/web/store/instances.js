// A copy of the instances, without their tools. It is read page by page, and the events that come
// meanwhile and after are applied to it. Beats are no events: those whose ages are looked at are read
// again now and then.

import { epoch, read, revision } from './api.js';
import { feed } from './feed.js';
import { key } from './key.js';
import { refresher } from './refresher.js';
import { changed } from './signal.js';

const PAGE = 1000;
const LONGEST_QUERY = 6_000;
const MOST_TOLD = 10_000;

let byId = new Map();
// Of those that an event told of while pages were on their way: what a page tells later may be older.
let told = new Map();
let watchers = 0;
let isComplete = false;
let isLoading = false;
let dirty = new Set();

export const instances = {
  /** Grows with every change of the copy. */
  version: 0,
  failure: null,

  get isComplete() {
    return isComplete;
  },

  get size() {
    return byId.size;
  },

  all() {
    return byId.values();
  },

  one(id) {
    return byId.get(id);
  },

  /** From now on all of them are kept. */
  watch() {
    watchers++;
    if (!isComplete && !isLoading) {
      load();
    }
  },

  unwatch() {
    watchers--;
  },

  /** Reads those on these hosts again, for their last beats. */
  async refresh(hosts) {
    for (const query of queries(new Set(hosts))) {
      const reply = await read(`/instances?tools=false${query}`);
      feed.answered(reply.age);
      take(reply.body, revision(reply.position));
    }
  },
};

function* queries(hosts) {
  let query = '';
  for (const host of hosts) {
    const part = `&host=${encodeURIComponent(host)}`;
    if (query !== '' && query.length + part.length > LONGEST_QUERY) {
      yield query;
      query = '';
    }
    query += part;
  }
  if (query !== '') {
    yield query;
  }
}

function touch() {
  instances.version++;
  changed();
}

function take(entries, at, into = byId) {
  for (const entry of entries) {
    if ((told.get(entry.instance_id) ?? 0) <= at) {
      into.set(entry.instance_id, entry);
    }
  }
  touch();
}

let loading = 0;

/** The first time they are shown as they come; later the old ones stay until all new ones are there. */
async function load() {
  const own = ++loading;
  isLoading = true;
  told = new Map();
  const fresh = byId.size === 0 ? byId : new Map();
  let begin = '';
  try {
    for (let url = `/instances?tools=false&limit=${PAGE}`; url !== null; ) {
      const reply = await read(url);
      if (own !== loading) {
        return;
      }
      begin ||= epoch(reply.position);
      if (epoch(reply.position) !== begin) {
        load(); // another registry, or a restart, in the middle of it
        return;
      }
      feed.answered(reply.age);
      take(reply.body, revision(reply.position), fresh);
      url = reply.next;
    }
    if (fresh !== byId) {
      for (const [id] of told) { // what an event told meanwhile, the old copy has
        const known = byId.get(id);
        if (known === undefined) {
          fresh.delete(id);
        } else {
          fresh.set(id, known);
        }
      }
      byId = fresh;
    }
    isComplete = true;
    instances.failure = null;
  } catch (failure) {
    if (own === loading) {
      instances.failure = failure;
      if (failure.status > 0 && failure.status !== 403) {
        setTimeout(() => own === loading && load(), Math.max(2_000, failure.retryAfter * 1000));
      }
    }
  } finally {
    if (own === loading) {
      isLoading = false;
    }
    touch();
  }
}

const refreshDirty = refresher(async () => {
  const hosts = dirty;
  dirty = new Set();
  await instances.refresh(hosts);
}, 500);

function again() {
  isComplete = false;
  if (watchers > 0) {
    load();
  }
}

feed.onEvent(({ event, id, data }) => {
  if (event === 'reset') {
    again();
  } else if (event === 'open') {
    if (watchers > 0 && !isComplete && !isLoading) {
      load();
    }
  } else if (isComplete || isLoading) {
    apply(event, revision(id), data);
  }
});
key.onChange(again);

function apply(event, at, data) {
  const id = data.instance_id;
  if (!isLoading && told.size > MOST_TOLD) {
    told.clear();
  }
  told.set(id, at);
  if (data.instance === undefined) {
    byId.delete(id);
  } else {
    const before = byId.get(id);
    byId.set(id, { tool_count: before?.tool_count, published: before?.published, ...data.instance });
    if (event === 'registered' || event === 'tools') {
      dirty.add(data.host);
      refreshDirty();
    }
  }
  touch();
}
