// Everything that happens, as it happens.

import { html } from '../lit-html.js';
import { path } from '../store/api.js';
import { history } from '../store/history.js';
import { changed } from '../store/signal.js';
import { change } from '../parts/badges.js';
import { when } from '../parts/changes.js';
import { choice, searchField } from '../parts/filters.js';
import { List } from '../parts/list.js';
import { nothing } from '../parts/notes.js';
import { count, name, number } from '../parts/text.js';
import { place, remember } from '../router.js';

const KINDS = ['registered', 'tools', 'live', 'draining', 'stale', 'deregistered', 'reaped'];
const PAST = 1000;

let held = null;
let made = { version: -1, asked: '', entries: [] };

const list = new List({
  label: 'Events',
  name: 'events',
  columns: ['Time', 'Event', 'Instance', 'Agent', 'Host'],
  heights: { wide: 40, narrow: 70 },
  key: (entry) => `${entry.id} ${entry.event} ${entry.instance_id}`,
  cells: (entry) => [
    when(entry),
    change(entry.event),
    html`<a href="/ui${path('instances', entry.instance_id)}">${name(entry.instance_id)}</a>`,
    name(entry.name),
    name(entry.host),
  ],
});

function found(query, kinds) {
  const asked = `${query}\n${[...kinds]}\n${held?.at(-1)?.id}`;
  if (made.version !== history.version || made.asked !== asked) {
    const words = query.toLowerCase().split(/\s+/).filter((word) => word !== '');
    const entries = (held ?? history.entries)
      .filter((each) => (kinds.size === 0 || kinds.has(each.event)) && words.every((word) => each.haystack.includes(word)))
      .reverse();
    made = { version: history.version, asked, entries };
  }
  return made.entries;
}

function newer() {
  return history.entries.length - 1 - history.entries.lastIndexOf(held.at(-1));
}

export const events = {
  title: () => 'Events',
  list,

  enter() {
    history.readPast(PAST);
  },

  leave() {
    held = null;
    list.leave();
  },

  template() {
    const query = place.query.get('q') ?? '';
    const kinds = new Set((place.query.get('kind') ?? '').split(',').filter((each) => KINDS.includes(each)));
    const entries = found(query, kinds);
    return html`<div class="bar"><h1>Events</h1>
        ${searchField({ value: query, label: 'Search instances, agents, hosts', onInput: (text) => {
          remember({ q: text });
          list.rewind();
          changed();
        } })}
        ${choice({ label: 'Kind', options: KINDS, chosen: kinds, show: change, onChange: (other) => {
          remember({ kind: [...other].join(',') });
          list.rewind();
          changed();
        } })}
        <button type="button" aria-pressed=${held === null ? 'false' : 'true'} @click=${() => {
          held = held === null ? [...history.entries] : null;
          changed();
        }}>${held === null ? 'Pause' : `Go on · ${number(newer())} new`}</button>
        <span class="muted" role="status">${held === null ? count(entries.length, 'event') : 'paused'}</span></div>
      ${entries.length > 0
        ? list.template(entries)
        : nothing('Nothing has happened', history.entries.length > 0
          ? 'Nothing of that kind, as far as this page and the registry remember.'
          : 'Changes stand here as they come.')}`;
  },
};
