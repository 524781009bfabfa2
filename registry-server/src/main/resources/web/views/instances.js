// All instances, also those that are no longer there.

import { html } from '../lit-html.js';
import { path } from '../store/api.js';
import { instances as store } from '../store/instances.js';
import { changed } from '../store/signal.js';
import { Ages, derived, labels, matches, wordsOf } from '../parts/agents.js';
import { state } from '../parts/badges.js';
import { choice, searchField } from '../parts/filters.js';
import { List } from '../parts/list.js';
import { failed, nothing, waiting } from '../parts/notes.js';
import { age, count, name, visible } from '../parts/text.js';
import { place, remember } from '../router.js';

const STATES = ['live', 'draining', 'stale', 'gone'];

let query = '';
let states = new Set();

const list = new List({
  label: 'Instances',
  name: 'instances',
  columns: ['Id', 'Agent', 'Host', 'State', 'For', 'Last beat', 'Labels'],
  heights: { wide: 44, narrow: 92 },
  key: (row) => row.instance_id,
  cells: (row) => [
    html`<a href="/ui${path('instances', row.instance_id)}">${name(row.instance_id)}</a>`,
    html`${name(row.name)} <span class="muted">${visible(row.version)}</span>`,
    name(row.host),
    state(row.state),
    html`<span class="narrow-only">for </span>${age(row.state_since)}`,
    html`<span class="age">${age(row.last_seen)}</span>`,
    labels(row.labels),
  ],
});
const ages = new Ages(list);

const rows = derived((asked) => {
  const [first, ...rest] = asked.split('\n');
  const wanted = new Set(first.split(',').filter((each) => each !== ''));
  const words = wordsOf(rest.join('\n'));
  return [...store.all()]
    .filter((each) => (wanted.size === 0 || wanted.has(each.state)) && matches(each, words))
    .sort((one, other) => (one.instance_id < other.instance_id ? -1 : 1));
});

export const instances = {
  title: () => 'Instances',
  list,

  enter() {
    store.watch();
    ages.start();
  },

  leave() {
    store.unwatch();
    ages.stop();
    list.leave();
  },

  template() {
    query = place.query.get('q') ?? '';
    states = new Set((place.query.get('state') ?? '').split(',').filter((each) => STATES.includes(each)));
    const found = rows(`${[...states].join(',')}\n${query}`);
    return html`<div class="bar"><h1>Instances</h1>
        ${searchField({ value: query, label: 'Search ids, agents, hosts, labels', onInput: (text) => {
          remember({ q: text });
          list.rewind();
          changed();
        } })}
        ${choice({ label: 'State', options: STATES, chosen: states, show: state, onChange: (other) => {
          remember({ state: [...other].join(',') });
          list.rewind();
          changed();
        } })}
        <span class="muted" role="status">${count(found.length, 'instance')}${store.isComplete || store.failure !== null ? null : ', reading…'}</span></div>
      ${found.length > 0
        ? list.template(found)
        : !store.isComplete
          ? store.failure === null ? waiting() : failed(store.failure)
          : query === '' && states.size === 0
            ? nothing('No instance is known', html`Agents register with <code>registry-cli serve</code>, or through the API.`)
            : nothing('No instance is like that', 'Choose other states, or search for something else.')}`;
  },
};
