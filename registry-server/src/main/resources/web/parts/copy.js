// A line to be copied.

import { html } from '../lit-html.js';
import { changed } from '../store/signal.js';

let copied = null;
let timer = 0;

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    copied = { text, isDone: true };
  } catch { // over plain HTTP from another machine, browsers have no clipboard
    const selection = getSelection();
    const line = [...document.querySelectorAll('.line code')].find((each) => each.textContent === text);
    if (line !== undefined) {
      selection.selectAllChildren(line);
    }
    copied = { text, isDone: line !== undefined && document.execCommand('copy') };
  }
  clearTimeout(timer);
  timer = setTimeout(() => {
    copied = null;
    changed();
  }, 2_500);
  changed();
}

/** A command line with a button that copies it. */
export function line(text, label = 'Copy the command') {
  const word = copied?.text !== text ? 'Copy' : copied.isDone ? 'Copied' : 'Selected: press Ctrl+C';
  return html`<div class="line">
    <code tabindex="0" aria-label="Command">${text}</code>
    <button type="button" class="quiet" aria-label=${word === 'Copy' ? label : word} @click=${() => copy(text)}>${word}</button>
  </div>`;
}
