// What runs where.

import { html } from '../lit-html.js';
import { file, path } from '../store/api.js';
import { instances } from '../store/instances.js';
import { key } from '../store/key.js';
import { changed } from '../store/signal.js';
import { Ages, derived, labels, matches, wordsOf } from '../parts/agents.js';
import { state } from '../parts/badges.js';
import { searchField } from '../parts/filters.js';
import { brief } from '../parts/json.js';
import { List } from '../parts/list.js';
import { failed, nothing, waiting } from '../parts/notes.js';
import { age, count, name, visible } from '../parts/text.js';
import { place, remember } from '../router.js';

const ORDER = ['live', 'draining', 'stale', 'gone'];
const EXPORTS = [
  ['superputty', 'SuperPuTTY', 'runspec-sessions.xml'],
  ['mobaxterm', 'MobaXterm', 'runspec.mxtsessions'],
  ['ssh-config', 'OpenSSH', 'runspec-ssh-config'],
  ['ansible', 'Ansible', 'runspec-inventory.json'],
  ['rundeck', 'Rundeck', 'runspec-nodes.json'],
  ['prometheus', 'Prometheus', 'runspec-targets.json'],
];

let query = '';
let user = '';
let exportFailure = '';

const list = new List({
  label: 'Hosts and their agents',
  name: 'hosts',
  columns: ['Host', 'Agent', 'State', 'Last beat', 'Tools', 'Labels', 'Telemetry'],
  heights: { wide: 44, narrow: 92 },
  key: (row) => row.instance_id,
  cells: (row) => [
    html`<a href="/ui${path('instances', row.instance_id)}">${name(row.host)}</a>`,
    html`${name(row.name)} <span class="muted">${visible(row.version)}</span>`,
    state(row.state),
    html`<span class="age">${age(row.last_seen)}</span>`,
    html`${row.tool_count ?? '…'}<span class="narrow-only"> tools</span>`,
    labels(row.labels),
    html`<span class="clip muted">${brief(row.system)}</span>`,
  ],
});
const ages = new Ages(list);

/** Of several instances of one agent on one host, the one that speaks; none that are gone. */
const rows = derived((asked) => {
  const words = wordsOf(asked);
  const bySlot = new Map();
  for (const each of instances.all()) {
    if (each.state !== 'gone' && matches(each, words)) {
      const slot = `${each.host}\n${each.name}`;
      const known = bySlot.get(slot);
      if (known === undefined || isBefore(each, known)) {
        bySlot.set(slot, each);
      }
    }
  }
  return [...bySlot].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
});

function isBefore(one, other) {
  const order = ORDER.indexOf(one.state) - ORDER.indexOf(other.state);
  return order === 0 ? one.heard_at > other.heard_at : order < 0;
}

export const hosts = {
  title: () => 'Hosts',
  list,

  enter() {
    instances.watch();
    ages.start();
  },

  leave() {
    instances.unwatch();
    ages.stop();
    list.leave();
  },

  template() {
    query = place.query.get('q') ?? '';
    const found = rows(query);
    const machines = new Set(found.map((each) => each.host)).size;
    return html`<div class="bar"><h1>Hosts</h1>
        ${searchField({ value: query, label: 'Search hosts, agents, labels', onInput: (text) => {
          remember({ q: text });
          list.rewind();
          changed();
        } })}
        <span class="muted" role="status">${count(machines, 'host')}, ${count(found.length, 'agent')}${instances.isComplete || instances.failure !== null ? null : ', reading…'}</span>
        ${exports()}</div>
      ${found.length > 0
        ? list.template(found)
        : query !== ''
          ? nothing('No host is like that', 'Every word must stand in host, agent, version, id or a label.')
          : instances.isComplete
            ? nothing('No host is known', html`Hosts come with the agents on them: <code>registry-cli serve</code>.`)
            : instances.failure === null ? waiting() : failed(instances.failure)}`;
  },
};

function exports() {
  return html`<details class="menu"><summary>Export</summary><div>
    <p>Session lists of live hosts, for SSH clients.</p>
    <label>Login name <input type="text" autocomplete="off" spellcheck="false" .value=${user} @input=${(event) => { user = event.target.value; changed(); }}></label>
    ${EXPORTS.map(([format, label, fileName]) => html`<a href="/export/${format}?user=${encodeURIComponent(user)}" download=${fileName}
      @click=${(event) => key.value === null || save(event, fileName)}>${label}</a>`)}
    ${exportFailure === '' ? null : html`<p class="failure" role="alert">${visible(exportFailure)}</p>`}
  </div></details>`;
}

/** A link carries no key, so the file is fetched with it. */
async function save(event, fileName) {
  event.preventDefault();
  const { href } = event.currentTarget;
  exportFailure = '';
  try {
    const url = URL.createObjectURL(await file(href));
    const link = document.createElement('a');
    link.href = url;
    link.download = fileName;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  } catch (failure) {
    exportFailure = failure.message;
  }
  changed();
}
