// All tools, found as one types.

import { html } from '../lit-html.js';
import { path } from '../store/api.js';
import { changed } from '../store/signal.js';
import { search, tools as store } from '../store/tools.js';
import { autonomy, drift } from '../parts/badges.js';
import { searchField } from '../parts/filters.js';
import { line } from '../parts/copy.js';
import { List } from '../parts/list.js';
import { failed, nothing, waiting } from '../parts/notes.js';
import { quote } from '../parts/quote.js';
import { count, marked, number, visible } from '../parts/text.js';
import { place, remember } from '../router.js';

let query = '';

const list = new List({
  label: 'Tools',
  name: 'tools',
  columns: ['Name', 'Description', 'Hosts', 'Autonomy'],
  heights: { wide: 44, narrow: 76 },
  key: (row) => row.name,
  cells: (row) => [
    html`<a href="/ui${path('tools', row.name)}"><bdi class="name">${marked(row.name, query)}</bdi></a>`,
    html`<span class="clip">${marked(row.description || row.title, query)}</span>`,
    html`<span class="hosts-of" title=${row.hosts.slice(0, 20).map(visible).join(', ')}>${
      row.hosts.length === 1 ? visible(row.hosts[0]) : count(row.hosts.length, 'host')}</span>`,
    html`${autonomy(row.autonomy)} ${drift(row.variants)}`,
  ],
});

export const tools = {
  title: () => 'Tools',
  list,

  enter() {
    store.watch();
  },

  leave() {
    store.unwatch();
    list.leave();
  },

  template() {
    query = place.query.get('q') ?? '';
    const found = search(store.rows, query);
    return html`<div class="bar"><h1>Tools</h1>
        ${searchField({ value: query, label: 'Search names, descriptions, arguments', onInput: (text) => {
          remember({ q: text });
          list.rewind();
          changed();
        } })}
        <span class="muted" role="status">${query.trim() === '' ? count(store.rows.length, 'tool') : `${number(found.length)} of ${number(store.rows.length)}`}${
          store.isComplete || store.failure !== null ? null : ', reading…'}</span></div>
      ${content(found)}`;
  },
};

function content(found) {
  if (found.length > 0) {
    return list.template(found);
  }
  if (store.rows.length > 0) {
    return nothing('No tool is like that', 'Every word must stand in its name, description or arguments.');
  }
  if (!store.isComplete) {
    return store.failure === null ? waiting() : failed(store.failure);
  }
  return html`<section class="empty"><h2>Nobody offers a tool</h2>
    <p>Tools are those of live agents. Serve some, from the folder of a <code>runspec.toml</code>:</p>
    ${line(`registry-cli serve --registry ${quote(location.origin)}`)}</section>`;
}
