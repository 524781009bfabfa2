// What narrows a list: a text, and some of a few words.

import { html } from '../lit-html.js';

/** A search field. `/` finds it, Escape empties it. */
export function searchField({ value, label, onInput }) {
  return html`<label class="search"><span class="hidden">${label}</span>
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M10.5 10.5 14 14" stroke="currentColor" stroke-width="1.5"/></svg>
    <input type="search" class="search-input" placeholder=${label} autocomplete="off" spellcheck="false"
      .value=${value} @input=${(event) => onInput(event.target.value)}>
    <kbd aria-hidden="true">/</kbd></label>`;
}

/** Words that can be on or off; none on means all. */
export function choice({ label, options, chosen, onChange, show }) {
  return html`<div class="choice" role="group" aria-label=${label}>
    ${options.map((option) => html`<button type="button" aria-pressed=${chosen.has(option) ? 'true' : 'false'}
      @click=${() => {
        const other = new Set(chosen);
        if (!other.delete(option)) {
          other.add(option);
        }
        onChange(other);
      }}>${show(option)}</button>`)}
  </div>`;
}
