// The list of tools, in the few words that a list of them needs, and what finds them by.

import { read } from './api.js';
import { feed } from './feed.js';
import { key } from './key.js';
import { refresher } from './refresher.js';
import { changed } from './signal.js';

const PAGE = 500;
// Of descriptions, which may be of any length, so much shows in a list, and so much is searched.
const SHOWN = 400;
const SEARCHED = 20_000;

let pages = [];
let watchers = 0;

export const tools = {
  /** All of them, ordered by name. */
  rows: [],
  /** Grows when they read otherwise. */
  version: 0,
  isComplete: false,
  failure: null,

  watch() {
    watchers++;
    refresh();
  },

  unwatch() {
    watchers--;
  },
};

function row(group) {
  const properties = Object.entries(group.inputSchema?.properties ?? {});
  const words = [group.name, group.description, group.title];
  for (const [name, schema] of properties) {
    words.push(name, schema?.description);
  }
  const hosts = [...new Set(group.hosts.map((each) => each.host))];
  return {
    name: group.name,
    title: text(group.title),
    description: text(group.description).slice(0, SHOWN),
    autonomy: group['x-autonomy'],
    parameters: properties.map(([name]) => name),
    hosts,
    variants: group.variants?.length ?? 1,
    lowerName: group.name.toLowerCase(),
    haystack: words.map(text).join('\n').slice(0, SEARCHED).toLowerCase(),
  };
}

function text(value) {
  return typeof value === 'string' ? value : '';
}

/** Page by page; a page that is as it was costs next to nothing. */
async function load() {
  const before = new Map(pages.map((page) => [page.url, page]));
  const now = [];
  let isChanged = pages.length === 0;
  try {
    for (let url = `/tools?limit=${PAGE}`; url !== null; ) {
      const known = before.get(url);
      const reply = await read(url, { tag: known?.tag ?? null });
      feed.answered(reply.age);
      const page = reply.body === null
        ? { ...known, next: reply.next }
        : { url, tag: reply.tag, next: reply.next, rows: reply.body.map(row) };
      isChanged ||= reply.body !== null;
      now.push(page);
      url = page.next;
      if (!tools.isComplete) { // shown as they come
        show(now);
      }
    }
  } catch (failure) {
    tools.failure = failure;
    changed();
    throw failure;
  }
  tools.failure = null;
  if (isChanged || now.length !== pages.length || !tools.isComplete) {
    pages = now;
    tools.isComplete = true;
    show(pages);
  }
}

function show(some) {
  tools.rows = some.flatMap((page) => page.rows);
  tools.version++;
  changed();
}

const refresh = refresher(load, 500);

feed.onEvent(({ event }) => {
  if (event === 'reset') {
    pages = [];
  }
  if (watchers > 0 && event !== 'reaped') {
    refresh();
  }
});
key.onChange(() => {
  pages = [];
  if (watchers > 0) {
    refresh();
  }
});

let lastTerms = '';
let lastRows = [];
let lastFound = [];

/** Those in which every word of the search stands, the ones that are called so first. */
export function search(rows, query) {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) {
    return rows;
  }
  const terms = words.join(' ');
  const isNarrower = rows === lastRows && lastTerms !== '' && terms.startsWith(lastTerms);
  const candidates = isNarrower ? lastFound : rows;
  const found = candidates.filter((each) => words.every((word) => each.haystack.includes(word)));
  lastTerms = terms;
  lastRows = rows;
  lastFound = found;
  const ranks = [[], [], [], []];
  for (const each of found) {
    ranks[rank(each, words[0])].push(each);
  }
  return ranks.flat();
}

function rank(each, word) {
  return each.lowerName === word ? 0 : each.lowerName.startsWith(word) ? 1 : each.lowerName.includes(word) ? 2 : 3;
}
