// Agents in rows: what views of hosts and of instances have in common.

import { html } from '../lit-html.js';
import { instances } from '../store/instances.js';
import { visible } from './text.js';

const AGES = 10_000;
const SLOW = 2_000;
const LARGE = 2_000;

/** Up to three labels, and how many more. */
export function labels(of) {
  const all = Object.entries(of ?? {});
  return html`<span class="labels">${all.slice(0, 3).map(([key, value]) => html`<span class="label">${visible(key)}=${visible(value)}</span>`)}${
    all.length > 3 ? html`<span class="muted">+${all.length - 3}</span>` : null}</span>`;
}

/** All words of a search in what one would look for an agent by. */
export function matches(instance, words) {
  if (words.length === 0) {
    return true;
  }
  const labelled = Object.entries(instance.labels ?? {}).map(([key, value]) => `${key}=${value}`).join('\n');
  const text = `${instance.host}\n${instance.name}\n${instance.instance_id}\n${instance.version}\n${labelled}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

export function wordsOf(query) {
  return query.toLowerCase().split(/\s+/).filter((word) => word !== '');
}

/**
 * What a list makes of all instances, made again when they or the question change; of very many, not with
 * every change.
 */
export function derived(make) {
  let version = -1;
  let question = null;
  let madeAt = 0;
  let made = [];
  return (asked) => {
    const isDue = instances.version !== version
      && (instances.size < LARGE || performance.now() - madeAt > (instances.isComplete ? SLOW : SLOW / 4));
    if (asked !== question || isDue) {
      version = instances.version;
      question = asked;
      madeAt = performance.now();
      made = make(asked);
    }
    return made;
  };
}

/** Keeps the ages of the rows fresh that show in a list. */
export class Ages {
  #timer = 0;
  #list;

  constructor(list) {
    this.#list = list;
  }

  start() {
    const look = () => {
      const hosts = this.#list.shown.map((each) => each.host);
      if (!document.hidden && hosts.length > 0) {
        instances.refresh(hosts).catch(() => {}); // the connection says that by itself
      }
    };
    this.#timer = setInterval(look, AGES);
  }

  stop() {
    clearInterval(this.#timer);
  }
}
