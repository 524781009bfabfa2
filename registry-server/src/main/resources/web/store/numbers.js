// How the registry stands, in numbers.

import { read } from './api.js';
import { feed } from './feed.js';
import { key } from './key.js';
import { refresher } from './refresher.js';
import { changed } from './signal.js';

const PAUSE = 5_000;

let tag = null;
let watchers = 0;
let timer = 0;

export const numbers = {
  /** As `GET /overview` tells them; null before they came. */
  value: null,
  /** Why they did not come. */
  failure: null,

  /** From now on they are kept fresh. */
  watch() {
    watchers++;
    refresh();
    timer ||= setInterval(refresh, PAUSE);
  },

  unwatch() {
    watchers--;
    if (watchers === 0) {
      clearInterval(timer);
      timer = 0;
    }
  },

  /** Reads them once, for somebody who needs them now. */
  async now() {
    await load();
    return numbers.value;
  },
};

async function load() {
  try {
    const reply = await read('/overview', { tag });
    feed.answered(reply.age);
    tag = reply.tag;
    numbers.failure = null;
    if (reply.body !== null) {
      numbers.value = reply.body;
    }
  } catch (failure) {
    numbers.failure = failure;
    throw failure;
  } finally {
    changed();
  }
}

const refresh = refresher(load);

feed.onEvent(() => {
  if (watchers > 0) {
    refresh();
  }
});
key.onChange(() => {
  tag = null;
  if (watchers > 0) {
    refresh();
  }
});
