// Server-sent events over fetch: an EventSource can send no key.

import { Refused, identity } from './api.js';
import { key } from './key.js';

/** Cuts a text that comes in pieces into events: { event, id, data }, the first two empty if not said. */
export class Blocks {
  #rest = '';
  #block = { event: '', id: '', data: '' };

  /** The events that are complete with this piece. */
  add(piece) {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop();
    const complete = [];
    for (const line of lines) {
      if (line === '') {
        complete.push(this.#block);
        this.#block = { event: '', id: '', data: '' };
        continue;
      }
      const colon = line.indexOf(': ');
      const name = line.slice(0, colon);
      if (colon > 0 && Object.hasOwn(this.#block, name)) {
        this.#block[name] = line.slice(colon + 2);
      }
    }
    return complete;
  }
}

/**
 * Reads events until the stream ends or `signal` says so. `onBlock` hears each of them, `onBytes` that
 * there was something at all.
 */
export async function stream(query, { lastId, signal, onOpen = () => {}, onBytes = () => {}, onBlock }) {
  const headers = { ...identity(), ...(lastId === '' ? {} : { 'Last-Event-ID': lastId }) };
  const reply = await fetch(`/events?brief=true${query}`, { cache: 'no-store', headers, signal });
  if (!reply.ok) {
    if (reply.status === 403) {
      key.wanted();
    }
    throw new Refused(reply.status, `The registry answered ${reply.status}.`, Number(reply.headers.get('Retry-After') ?? 0));
  }
  onOpen(reply);
  const blocks = new Blocks();
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    onBytes();
    blocks.add(value).forEach(onBlock);
  }
}
