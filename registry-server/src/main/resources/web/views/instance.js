// Everything about one instance, and what happened to it.

import { html } from '../lit-html.js';
import { ACTIONS, forgetOutcome, outcome } from '../store/actions.js';
import { path, read } from '../store/api.js';
import { now } from '../store/clock.js';
import { feed } from '../store/feed.js';
import { history, pastOf } from '../store/history.js';
import { key } from '../store/key.js';
import { refresher } from '../store/refresher.js';
import { changed } from '../store/signal.js';
import { autonomy, state } from '../parts/badges.js';
import { changes } from '../parts/changes.js';
import { askForKey, confirm } from '../parts/dialogs.js';
import { folded, members } from '../parts/json.js';
import { failed, nothing, waiting } from '../parts/notes.js';
import { age, count, duration, fullMoment, moment, name, oneLine, visible } from '../parts/text.js';
import { goBack } from '../router.js';

const BEATS = 2_000;
const MOST = 200;

let wanted = null;
let instance = null;
let failure = null;
let past = [];
let pastHost = null;
let isPastRead = false;
let timer = 0;

/** With its tools when they may have changed; between that only what moves with beats. */
async function load(query = '') {
  const asked = wanted;
  try {
    const reply = await read(`${path('instances', asked)}${query}`);
    if (asked !== wanted) {
      return;
    }
    feed.answered(reply.age);
    failure = null;
    instance = query === '' ? reply.body : { ...reply.body, tools: instance?.tools ?? [] };
    if (pastHost !== instance.host) {
      pastHost = instance.host;
      readPast(asked);
    }
  } catch (reason) {
    if (asked !== wanted) {
      return;
    }
    failure = reason;
    if (reason.status === 404) {
      instance = null;
    } else {
      throw reason;
    }
  } finally {
    changed();
  }
}

async function readPast(asked) {
  try {
    const all = await pastOf(pastHost);
    if (asked === wanted) {
      past = all.filter((each) => each.instance_id === asked);
      isPastRead = true;
      changed();
    }
  } catch {
    pastHost = null; // with the next reading
  }
}

const refresh = refresher(() => load());
const refreshBeat = refresher(() => load('?tools=false'), 1_000);

feed.onEvent(({ event, data }) => {
  if (wanted !== null && (data === null || data.instance_id === wanted)) {
    if (event === 'reset') {
      pastHost = null;
    }
    refresh();
  }
});
key.onChange(() => wanted === null || refresh());

/** Past and present, each once, the latest first. */
function course() {
  const last = past.at(-1);
  const seen = history.entries.filter((each) => each.instance_id === wanted
    && (each.epoch !== last?.epoch || each.revision > last.revision));
  const before = seen.filter((each) => last !== undefined && each.epoch !== last.epoch);
  return [...before, ...past, ...seen.filter((each) => !before.includes(each))].slice(-MOST).reverse();
}

export const instanceView = {
  title: () => visible(wanted),

  enter(item) {
    wanted = item;
    instance = null;
    failure = null;
    past = [];
    pastHost = null;
    isPastRead = false;
    forgetOutcome();
    refresh();
    timer = setInterval(() => instance?.active && refreshBeat(), BEATS);
  },

  leave() {
    wanted = null;
    clearInterval(timer);
  },

  close: () => goBack('/ui/instances'),

  template() {
    if (instance === null) {
      return failure === null
        ? waiting()
        : failure.status === 404
          ? html`${nothing('This instance is not known', html`${name(wanted)} was reaped, or never registered. <a href="/ui/instances">All instances</a>`)}
            ${courseSection()}`
          : failed(failure);
    }
    return html`<article>
      <p class="crumb"><a href="/ui/instances">Instances</a></p>
      <div class="title"><h1>${name(instance.instance_id)}</h1>${state(instance.state)} <span class="muted">for ${age(instance.state_since)}</span></div>
      ${actions()}
      <div class="columns">
        <section aria-labelledby="facts"><h2 id="facts">What it is</h2>${facts()}</section>
        <section aria-labelledby="pulse"><h2 id="pulse">Heartbeat</h2>${heartbeat()}
          <h2>Telemetry</h2>${Object.keys(instance.system ?? {}).length === 0 ? html`<p class="muted">It sends none.</p>` : members(instance.system)}</section>
        ${courseSection()}
      </div>
      ${toolsSection()}
      ${folded('Instance as JSON', instance)}
    </article>`;
  },
};

export { instanceView as instance };

function actions() {
  const possible = instance.state === 'gone'
    ? []
    : [instance.state === 'draining' ? ACTIONS.undrain : ACTIONS.drain, ACTIONS.remove];
  return html`<div class="actions">
    ${key.isUnlocked
      ? possible.map((action) => html`<button type="button" @click=${() => confirm(action, instance)}>${action.word}</button>`)
      : possible.length > 0 ? html`<button type="button" class="quiet" @click=${askForKey}>Unlock to drain or remove</button>` : null}
    ${outcome === null || outcome.id !== wanted ? null : html`<p class=${outcome.isFailure ? 'failure' : 'success'} role="alert">${visible(outcome.text)}</p>`}
  </div>`;
}

function facts() {
  const { ssh } = instance;
  const labels = Object.entries(instance.labels ?? {});
  return html`<dl class="members">
    <div><dt>Agent</dt><dd>${name(instance.name)} <span class="muted">${visible(instance.version)}</span></dd></div>
    <div><dt>Host</dt><dd>${name(instance.host)}</dd></div>
    <div><dt>Labels</dt><dd>${labels.length === 0 ? html`<span class="muted">none</span>` : labels.map(([label, value]) => html`<span class="label">${visible(label)}=${visible(value)}</span> `)}</dd></div>
    <div><dt>SSH</dt><dd>${ssh == null ? html`<span class="muted">by the name of the host</span>` : html`<code>${visible(target(ssh))}</code>`}</dd></div>
    <div><dt>Registered</dt><dd title=${fullMoment(instance.registered_at)}>${moment(instance.registered_at)}</dd></div>
    <div><dt>Wrote last</dt><dd title=${fullMoment(instance.heard_at)}>${moment(instance.heard_at)}</dd></div>
    ${instance.tools_hash == null ? null : html`<div><dt>Its own hash</dt><dd><code>${visible(instance.tools_hash)}</code></dd></div>`}
  </dl>`;
}

function target({ user, address, port }) {
  return `${user ? `${user}@` : ''}${address ?? instance.host}${port ? `:${port}` : ''}`;
}

function heartbeat() {
  const life = instance.expires_at - instance.last_seen;
  const left = instance.expires_at - now();
  return html`<dl class="members">
    <div><dt>Last beat</dt><dd><span class="age">${age(instance.last_seen)}</span> ago</dd></div>
    <div><dt>Beats every</dt><dd>${duration(instance.heartbeat_interval)}</dd></div>
    <div><dt>${instance.active ? 'Stale in' : 'Was due until'}</dt><dd>${instance.active
      ? html`${duration(left)} <meter min="0" max=${life} low=${life / 3} optimum=${life} .value=${Math.max(0, left)} aria-label="Time left"></meter>`
      : moment(instance.expires_at)}</dd></div>
  </dl>`;
}

function courseSection() {
  const all = course();
  return html`<section aria-labelledby="course"><h2 id="course">What happened</h2>
    ${all.length === 0 ? html`<p class="muted">${isPastRead || pastHost === null ? 'Nothing that the registry remembers.' : 'Reading…'}</p>` : changes(all, true)}</section>`;
}

function toolsSection() {
  const all = instance.tools ?? [];
  return html`<section aria-labelledby="tools"><div class="title"><h2 id="tools">Tools</h2><span class="muted">${count(all.length, 'tool')}</span></div>
    ${all.length === 0
      ? html`<p class="muted">${instance.published ? 'It has none.' : 'It has not said which.'}</p>`
      : html`<div class="wide-table" tabindex="0" role="region" aria-label="Tools of this instance"><table>
        <thead><tr><th scope="col">Name</th><th scope="col">Description</th><th scope="col">Command</th><th scope="col">Run as</th><th scope="col">Autonomy</th></tr></thead>
        <tbody>${all.slice(0, MOST).map((each) => html`<tr>
          <th scope="row"><a href="/ui${path('tools', each.name)}">${name(each.name)}</a></th>
          <td>${oneLine(each.description)}</td>
          <td><code>${visible(each['x-command'] ?? '–')}</code></td>
          <td>${each['x-run-as'] ? html`<code>${visible(each['x-run-as'])}</code>` : html`<span class="muted">nobody else</span>`}</td>
          <td>${autonomy(each['x-autonomy'])}</td></tr>`)}</tbody></table></div>
        ${all.length > MOST ? html`<p class="muted">and ${all.length - MOST} more</p>` : null}`}
  </section>`;
}
