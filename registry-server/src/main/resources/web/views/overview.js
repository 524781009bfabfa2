// At a glance: what is alive, and what has changed.

import { html } from '../lit-html.js';
import { now } from '../store/clock.js';
import { history } from '../store/history.js';
import { numbers } from '../store/numbers.js';
import { changes } from '../parts/changes.js';
import { chart } from '../parts/chart.js';
import { line } from '../parts/copy.js';
import { state } from '../parts/badges.js';
import { quote } from '../parts/quote.js';
import { age, count, moment, number } from '../parts/text.js';
import { failed, waiting } from '../parts/notes.js';
import { go } from '../router.js';

const LATEST = 12;
const STATES = ['live', 'draining', 'stale', 'gone'];

export const overview = {
  title: () => 'Overview',

  enter() {
    numbers.watch();
    history.readPast(60);
  },

  leave() {
    numbers.unwatch();
  },

  search() {
    go('/ui/tools');
  },

  template() {
    const value = numbers.value;
    if (value === null) {
      return numbers.failure === null ? waiting() : failed(numbers.failure);
    }
    const known = STATES.reduce((total, each) => total + value.instances[each], 0);
    return html`<h1 class="hidden">Overview</h1>
      ${silence(value)}
      <ul class="tiles">
        ${STATES.map((each) => html`<li class="tile ${each} ${value.instances[each] > 0 ? 'some' : ''}"><a href="/ui/instances?state=${each}">
          <span class="figure">${number(value.instances[each])}</span>${state(each)}</a></li>`)}
        <li class="tile"><a href="/ui/tools"><span class="figure">${number(value.tools)}</span><span>${value.tools === 1 ? 'tool' : 'tools'}</span></a></li>
        <li class="tile"><a href="/ui/hosts"><span class="figure">${number(value.hosts)}</span><span>${value.hosts === 1 ? 'host' : 'hosts'}</span></a></li>
        <li class="tile"><div><span class="figure">${beats(value.beats_per_second)}</span><span>beats a second</span></div></li>
      </ul>
      ${known === 0 ? empty() : null}
      ${known === 0 && value.minutes.length === 0 ? null : chart(value)}
      <section class="card" aria-labelledby="latest"><div class="title"><h2 id="latest">Latest changes</h2><a href="/ui/events">All events</a></div>
        ${history.entries.length === 0
          ? html`<p class="muted">Nothing has happened since ${moment(value.since)}.</p>`
          : changes(history.entries.slice(-LATEST).reverse())}
      </section>`;
  },
};

function beats(perSecond) {
  return number(perSecond >= 10 ? Math.round(perSecond) : perSecond);
}

function silence({ silence: many, instances }) {
  if (many === undefined || now() - many.to > 3600) {
    return null;
  }
  return html`<p class="notice" role="alert"><strong>${count(many.instances, 'instance')} of ${number(many.of)} fell silent at once</strong>,
    ${age(many.from)} ago. That is rather their network than they. ${instances.stale === 0
      ? 'None is stale any more.'
      : html`<a href="/ui/instances?state=stale">${count(instances.stale, 'is', 'are')} stale now</a>.`}</p>`;
}

function empty() {
  return html`<section class="empty"><h2>No agent has registered yet</h2>
    <p>Describe a tool in a <code>runspec.toml</code>, and serve it from its folder, on any host:</p>
    ${line(`registry-cli serve --registry ${quote(location.origin)}`)}
    <p class="muted">It shows up here at once.</p></section>`;
}
