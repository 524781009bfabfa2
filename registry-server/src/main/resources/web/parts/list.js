// A table of any length, of which only the rows that show are in the document. All rows are equally high.

import { html } from '../lit-html.js';
import { repeat } from '../directives/repeat.js';
import { changed, drawNow } from '../store/signal.js';

const MORE = 8;
const narrow = matchMedia('(max-width: 719px)');

export class List {
  #options;
  #items = [];
  #top = 0;
  #height = 600;
  #element = null;
  #watcher = null;
  #active = null;

  /**
   * label: what it is a list of; columns: [{ label, isWide }]; heights: { wide, narrow } of a row in pixels;
   * key: what tells items apart; cells: what stands in the columns, of which the first has a link.
   */
  constructor(options) {
    this.#options = options;
  }

  get #row() {
    return narrow.matches ? this.#options.heights.narrow : this.#options.heights.wide;
  }

  /** The items that show at present. */
  get shown() {
    const { from, to } = this.#span();
    return this.#items.slice(from, to);
  }

  #span() {
    const row = this.#row;
    const from = Math.max(0, Math.floor(this.#top / row) - MORE);
    return { from, to: Math.min(this.#items.length, Math.ceil((this.#top + this.#height) / row) + MORE) };
  }

  /** From now on nothing is on the screen. */
  leave() {
    this.#watcher?.disconnect();
    this.#watcher = null;
    this.#element = null;
  }

  /** Back to the first row, as for another search. */
  rewind() {
    this.#top = 0;
    this.#active = null;
    if (this.#element !== null) {
      this.#element.scrollTop = 0;
    }
  }

  template(items) {
    this.#items = items;
    const { label, name, columns, key, cells } = this.#options;
    const row = this.#row;
    const { from, to } = this.#span();
    queueMicrotask(() => this.#attach());
    return html`<div class="list ${name}" role="region" aria-label=${label} tabindex="0"
        @scroll=${(event) => this.#scrolled(event.currentTarget)}>
      <div role="table" aria-label=${label} aria-rowcount=${items.length + 1} aria-colcount=${columns.length}>
        <div class="row head" role="row" aria-rowindex="1">
          ${columns.map((column) => html`<div role="columnheader">${column}</div>`)}
        </div>
        <div class="rows" role="rowgroup" .style=${`height:${items.length * row}px`}>
          ${repeat(
            items.slice(from, to),
            key,
            (item, at) => html`<div class="row" role="row" aria-rowindex=${from + at + 2}
                data-at=${from + at} .style=${`top:${(from + at) * row}px;height:${row}px`}
                @focusin=${() => { this.#active = key(item); }}
                @click=${(event) => this.#clicked(event)}>
              ${cells(item).map((cell) => html`<div role="cell">${cell}</div>`)}
            </div>`,
          )}
        </div>
      </div>
    </div>`;
  }

  /** A click anywhere on a row is one on its link, unless it is for something else. */
  #clicked(event) {
    if (event.target.closest('a, button') === null && getSelection().isCollapsed) {
      event.currentTarget.querySelector('a')?.click();
    }
  }

  #attach() {
    const element = document.querySelector(`.list.${this.#options.name}`);
    if (element === this.#element || element === null) {
      return;
    }
    this.#watcher?.disconnect();
    this.#element = element;
    element.scrollTop = this.#top;
    this.#watcher = new ResizeObserver(() => {
      if (element.clientHeight !== this.#height) {
        this.#height = element.clientHeight;
        changed();
      }
    });
    this.#watcher.observe(element);
  }

  #scrolled(element) {
    this.#top = element.scrollTop;
    changed();
  }

  /** Moves the focus to another row: by so many, or to the `first` or `last`. */
  move(by) {
    if (this.#items.length === 0 || !this.#element?.isConnected) {
      return false;
    }
    const { key } = this.#options;
    const before = this.#active === null ? -1 : this.#items.findIndex((item) => key(item) === this.#active);
    const step = typeof by === 'number' ? by : by === 'first' ? -Infinity : Infinity;
    const page = Math.max(1, Math.floor(this.#height / this.#row) - 2);
    const wanted = before < 0 && step > 0 && step !== Infinity ? 0 : before + (Math.abs(step) === 10 ? Math.sign(step) * page : step);
    const at = Math.min(this.#items.length - 1, Math.max(0, wanted));
    this.#active = key(this.#items[at]);
    const row = this.#row;
    const head = this.#element.querySelector('.head').offsetHeight;
    const top = at * row;
    if (top < this.#element.scrollTop) {
      this.#element.scrollTop = top;
    } else if (top + row + head > this.#element.scrollTop + this.#height) {
      this.#element.scrollTop = top + row + head - this.#height;
    }
    this.#top = this.#element.scrollTop;
    drawNow();
    this.#element.querySelector(`[data-at="${at}"] a`)?.focus({ preventScroll: true });
    return true;
  }
}

narrow.addEventListener('change', changed);
