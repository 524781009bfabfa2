// What is asked of the reader: a key, and whether they are sure.

import { html } from '../lit-html.js';
import { act } from '../store/actions.js';
import { key } from '../store/key.js';
import { changed, drawNow } from '../store/signal.js';
import { name } from './text.js';

let open = null;

function show(what) {
  open = what;
  drawNow();
  document.querySelector('dialog')?.showModal();
}

function close() {
  document.querySelector('dialog')?.close();
  open = null;
  changed();
}

export function askForKey() {
  show({ kind: 'key' });
}

export function confirm(action, instance) {
  show({ kind: 'sure', action, instance });
}

export function dialogs() {
  if (open === null) {
    return null;
  }
  return html`<dialog aria-labelledby="dialog-title" @close=${() => { open = null; changed(); }}>
    ${open.kind === 'key' ? keyDialog() : sureDialog(open)}
  </dialog>`;
}

function keyDialog() {
  return html`<form @submit=${(event) => {
      event.preventDefault();
      const text = event.target.elements.key.value;
      close();
      key.give(text);
    }}>
    <h2 id="dialog-title">Make changes</h2>
    <p>Draining, putting back and removing need a key of this registry that may write. It stays in this page's memory and is gone
      when you leave.</p>
    ${keyField(true)}
    <p class="muted">A registry without keys takes changes from its own machine only: leave this empty there.</p>
    <div class="buttons"><button type="button" @click=${close}>Cancel</button><button class="primary">Unlock</button></div>
  </form>`;
}

function keyField(isFocused = false) {
  return html`<label>Key <input name="key" type="password" autocomplete="off" spellcheck="false" ?autofocus=${isFocused}></label>`;
}

function sureDialog({ action, instance }) {
  return html`<form @submit=${(event) => {
      event.preventDefault();
      close();
      act(action, instance.instance_id);
    }}>
    <h2 id="dialog-title">${action.question}</h2>
    <p>${name(instance.instance_id)}<br><span class="muted">${name(instance.name)} on ${name(instance.host)}</span></p>
    <p>${action.effect}</p>
    <div class="buttons"><button type="button" autofocus @click=${close}>Cancel</button><button class="danger">${action.word}</button></div>
  </form>`;
}

/** In the place of everything, while the registry shows itself only to those with a key. */
export function lockedPage() {
  return html`<section class="locked" aria-labelledby="locked">
    <h1 id="locked">This registry asks for a key</h1>
    <p>It shows itself to those who have one. The key stays in this page's memory and is gone when you leave.</p>
    <form @submit=${(event) => {
      event.preventDefault();
      key.give(event.target.elements.key.value);
    }}>${keyField()}<button class="primary">Show it</button></form>
    ${key.value === null ? null : html`<p class="failure" role="alert">The registry does not take this key for reading.</p>`}
  </section>`;
}
