// Everything that is asked of the registry, but for its events.

import { heard } from './clock.js';
import { key } from './key.js';

/** What the registry refused, or that it was not reached (status 0). */
export class Refused extends Error {
  constructor(status, detail, retryAfter = 0) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** A path of which the parts are names, whatever stands in them. */
export function path(...parts) {
  return parts.map((part) => `/${encodeURIComponent(part)}`).join('');
}

/** The header fields that tell who asks. */
export function identity() {
  return key.value === null ? {} : { 'X-API-Key': key.value };
}

async function send(url, options) {
  const askedAt = Date.now();
  let reply;
  try {
    reply = await fetch(url, { cache: 'no-store', ...options, headers: { ...options.headers, ...identity() } });
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new Refused(0, failure instanceof TypeError && key.value !== null && !isPlain(key.value)
      ? 'The key holds characters that no key has.'
      : 'The registry does not answer.');
  }
  heard(reply.headers.get('Date'), askedAt, Date.now());
  return reply;
}

function isPlain(text) {
  return /^[\x21-\x7e]+( *[\x21-\x7e]+)*$/.test(text);
}

async function refusal(reply) {
  let detail = `The registry answered ${reply.status}.`;
  try {
    detail = (await reply.json()).detail ?? detail;
  } catch {
    // not one of its own errors: a proxy's perhaps
  }
  return new Refused(reply.status, detail, Number(reply.headers.get('Retry-After') ?? 0));
}

/**
 * Reads something. Given the tag of what the caller has, `body` is null when that is still so.
 * Position and next page come along.
 */
export async function read(url, { tag = null, signal = undefined } = {}) {
  const reply = await send(url, { signal, headers: tag === null ? {} : { 'If-None-Match': tag } });
  if (reply.status === 403) {
    key.wanted();
  }
  if (!reply.ok && reply.status !== 304) {
    throw await refusal(reply);
  }
  return {
    body: reply.status === 304 ? null : await reply.json(),
    tag: reply.headers.get('ETag'),
    position: reply.headers.get('X-Registry-Position') ?? '',
    age: Number(reply.headers.get('Age') ?? 0),
    next: nextPage(url, reply.headers.get('Link')),
  };
}

function nextPage(url, link) {
  const query = /^<(\?[^>]+)>; rel="next"$/.exec(link ?? '');
  return query === null ? null : url.replace(/\?.*/, '') + query[1];
}

/** Does something. */
export async function write(method, url) {
  const reply = await send(url, { method, headers: {} });
  if (!reply.ok) {
    throw await refusal(reply);
  }
}

/** A file of the registry, for those whose key no link can carry. */
export async function file(url) {
  const reply = await send(url, { headers: {} });
  if (!reply.ok) {
    throw await refusal(reply);
  }
  return reply.blob();
}

/** The revision in a position. */
export function revision(position) {
  return Number(position.slice(position.lastIndexOf('-') + 1));
}

/** The course of revisions that a position belongs to. */
export function epoch(position) {
  return position.slice(0, position.lastIndexOf('-'));
}
