// Any JSON as people read it: members in a table, the rest as text.

import { html } from '../lit-html.js';
import { changed } from '../store/signal.js';
import { visible } from './text.js';

const DEEPEST = 6;
const MOST = 200;

function isPlain(value) {
  return value === null || typeof value !== 'object';
}

export function word(value) {
  return typeof value === 'string' ? visible(value) : visible(JSON.stringify(value));
}

/** A table of members. */
export function members(object, depth = 0) {
  const entries = Object.entries(object);
  return html`<dl class="members">
    ${entries.slice(0, MOST).map(([key, value]) => html`<div><dt>${visible(key)}</dt><dd>${
      isPlain(value)
        ? word(value)
        : depth < DEEPEST && Object.keys(value).length > 0 && !Array.isArray(value)
          ? members(value, depth + 1)
          : word(value)
    }</dd></div>`)}
    ${entries.length > MOST ? html`<div><dt>…</dt><dd>${entries.length - MOST} more</dd></div>` : null}
  </dl>`;
}

/** The first plain members in one line, for a list. */
export function brief(object) {
  return Object.entries(object ?? {})
    .filter(([, value]) => isPlain(value))
    .slice(0, 3)
    .map(([key, value]) => `${visible(key)} ${word(value)}`)
    .join(' · ');
}

let unfolded = null;

/** The text of a document, indented, for those who want to see it: it may be long. */
export function folded(title, value) {
  return html`<details ?open=${unfolded === title} @toggle=${(event) => {
    if (event.target.open !== (unfolded === title)) {
      unfolded = event.target.open ? title : null;
      changed();
    }
  }}><summary>${title}</summary>${unfolded === title
    ? html`<pre class="json" tabindex="0" aria-label="JSON">${JSON.stringify(value, null, 2).split('\n').map(visible).join('\n')}</pre>`
    : null}</details>`;
}
