// What stands where there is nothing else to show.

import { html } from '../lit-html.js';
import { visible } from './text.js';

export function waiting() {
  return html`<p class="note" role="status">Reading…</p>`;
}

/** Why something could not be read. */
export function failed(failure) {
  return html`<section class="empty" role="alert"><h2>This could not be read</h2>
    <p>${visible(failure.message)}</p><p class="muted">It is tried again by itself.</p></section>`;
}

export function nothing(title, advice) {
  return html`<section class="empty"><h2>${title}</h2><p>${advice}</p></section>`;
}
