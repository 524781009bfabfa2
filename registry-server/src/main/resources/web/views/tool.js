// One tool: what it is, where it is, and the line that runs it.

import { html } from '../lit-html.js';
import { path, read } from '../store/api.js';
import { feed } from '../store/feed.js';
import { instances } from '../store/instances.js';
import { key } from '../store/key.js';
import { refresher } from '../store/refresher.js';
import { changed } from '../store/signal.js';
import { autonomy, drift, state } from '../parts/badges.js';
import { line } from '../parts/copy.js';
import { form, Values } from '../parts/form.js';
import { folded } from '../parts/json.js';
import { failed, nothing, waiting } from '../parts/notes.js';
import { argumentWords, runLine, whyNot } from '../parts/quote.js';
import { parameters } from '../parts/schema.js';
import { age, count, isVisible, name, prose, visible } from '../parts/text.js';
import { variants } from '../parts/variants.js';
import { goBack } from '../router.js';

const MOST_HOSTS = 200;
const AGES = 10_000;

let wanted = null;
let group = null;
let tag = null;
let failure = null;
let isDead = false;
let chosen = '';
let withRegistry = false;
let filter = '';
let timer = 0;
const values = new Values();

async function load() {
  const asked = wanted;
  try {
    const reply = await found(asked);
    if (asked === wanted) {
      tag = reply.tag;
      failure = null;
      group = reply.body ?? group;
      instances.refresh(listed().map((each) => each.host)).catch(() => {});
    }
  } catch (reason) {
    if (asked !== wanted) {
      return;
    }
    if (reason.status === 404) {
      group = null;
      tag = null;
    }
    failure = reason;
    if (reason.status !== 404) {
      throw reason;
    }
  } finally {
    changed();
  }
}

/** Of those who live; else what is known of it. */
async function found(asked) {
  const address = `${path('tools', asked)}?variants=true`;
  try {
    const reply = await read(address, { tag: isDead ? null : tag });
    isDead = false;
    return reply;
  } catch (reason) {
    if (reason.status !== 404) {
      throw reason;
    }
    const reply = await read(`${address}&active=false`, { tag: isDead ? tag : null });
    isDead = true;
    return reply;
  }
}

const refresh = refresher(load, 500);

feed.onEvent(() => wanted === null || refresh());
key.onChange(() => wanted === null || refresh());

function listed() {
  const lower = filter.toLowerCase();
  return group.hosts
    .filter((each) => lower === '' || `${each.host}\n${each.instance}`.toLowerCase().includes(lower))
    .slice(0, MOST_HOSTS);
}

export const tool = {
  title: () => visible(wanted),

  enter(item) {
    wanted = item;
    group = null;
    tag = null;
    failure = null;
    isDead = false;
    chosen = '';
    filter = '';
    values.clear();
    refresh();
    timer = setInterval(() => group === null || document.hidden || instances.refresh(listed().map((each) => each.host)).catch(() => {}), AGES);
  },

  leave() {
    wanted = null;
    clearInterval(timer);
  },

  close: () => goBack('/ui/tools'),

  template() {
    if (group === null) {
      return failure === null
        ? waiting()
        : failure.status === 404
          ? nothing('Nobody offers this tool', html`${name(wanted)} may have been renamed, or its agents were reaped. <a href="/ui/tools">All tools</a>`)
          : failed(failure);
    }
    const takes = parameters(group.inputSchema);
    return html`<article>
      <p class="crumb"><a href="/ui/tools">Tools</a></p>
      <div class="title"><h1>${name(group.name)}</h1>${autonomy(group['x-autonomy'])} ${drift(group.variants.length)}</div>
      ${isDead ? html`<p class="notice">Nobody who lives offers it. This is what is known of it.</p>` : null}
      ${typeof group.title === 'string' ? html`<p><strong>${visible(group.title)}</strong></p>` : null}
      <p class="prose lead">${prose(group.description)}</p>
      <section aria-labelledby="run"><h2 id="run">Run it</h2>
        ${form(takes, values)}
        ${run(takes)}
      </section>
      ${hosts()}
      ${variants(group)}
      ${folded('Definition as JSON', group.variants[0]?.definition ?? {})}
    </article>`;
  },
};

function run(takes) {
  const offers = group.hosts;
  const at = Math.max(0, offers.findIndex((each) => placeOf(each) === chosen));
  const offer = offers[at];
  const isShared = offers.filter((each) => each.host === offer.host).length > 1;
  const missing = takes.filter((each) => each.isRequired && values.get(each.name) === undefined).map((each) => each.name);
  const problem = whyNot({ tool: group.name, host: offer.host });
  const text = runLine({
    tool: group.name,
    host: offer.host,
    agent: isShared ? offer.instance : null,
    registry: withRegistry ? location.origin : null,
    words: argumentWords(takes, values),
  });
  return html`<div class="run">
    <label>On <select aria-label="Run it on" @change=${(event) => { chosen = event.target.value; changed(); }}>
      ${offers.slice(0, MOST_HOSTS).map((each, index) => html`<option value=${placeOf(each)} ?selected=${index === at}
        >${visible(each.host)}${isTwice(offers, each) ? ` (${visible(each.instance)})` : ''}</option>`)}</select></label>
    <label><input type="checkbox" .checked=${withRegistry} @change=${(event) => { withRegistry = event.target.checked; changed(); }}> name this registry</label>
  </div>
  ${problem !== null
    ? html`<p class="failure">${problem}</p>`
    : isVisible(text)
      ? line(text)
      : html`<div class="line"><code>${visible(text)}</code></div><p class="failure">This line holds characters that do not show, so it is not offered for copying.</p>`}
  <p class="muted">${missing.length > 0 ? `Still missing: ${missing.map(visible).join(', ')}. ` : ''}It runs over SSH, with your own rights.</p>`;
}

function placeOf(offer) {
  return JSON.stringify([offer.host, offer.instance]);
}

function isTwice(offers, offer) {
  return offers.length <= MOST_HOSTS && offers.filter((each) => each.host === offer.host).length > 1;
}

function hosts() {
  const some = listed();
  return html`<section aria-labelledby="where"><div class="title"><h2 id="where">Where it is</h2>
      <span class="muted">${count(group.hosts.length, 'offer')}</span>
      ${group.hosts.length > 10 ? html`<input type="search" aria-label="Only hosts or agents with this text" placeholder="Host or agent"
        .value=${filter} @input=${(event) => { filter = event.target.value; changed(); }}>` : null}</div>
    <div class="wide-table" tabindex="0" role="region" aria-label="Hosts of this tool"><table>
      <thead><tr><th scope="col">Host</th><th scope="col">Agent</th><th scope="col">Command</th><th scope="col">Run as</th><th scope="col">Last beat</th></tr></thead>
      <tbody>${some.map(hostRow)}</tbody></table></div>
    ${some.length === MOST_HOSTS ? html`<p class="muted">The first ${MOST_HOSTS}. Narrow them down to see others.</p>` : null}
  </section>`;
}

function hostRow(offer) {
  const known = instances.one(offer.instance_id);
  const runAs = offer['x-run-as'];
  const labels = Object.entries(offer.labels ?? {});
  return html`<tr>
    <th scope="row"><a href="/ui${path('instances', offer.instance_id)}">${name(offer.host)}</a>
      ${labels.length === 0 ? null : html`<span class="muted">${labels.slice(0, 4).map(([label, value]) => `${visible(label)}=${visible(value)}`).join(' ')}</span>`}</th>
    <td>${name(offer.instance)} <span class="muted">${visible(offer.version)}</span></td>
    <td><code>${visible(offer['x-command'] ?? '–')}</code></td>
    <td>${runAs ? html`<code>${visible(runAs)}</code> <span class="muted">by ${visible(offer['x-become-method'] || 'sudo')} ${visible(offer['x-become-flags'] ?? '')}</span>` : html`<span class="muted">nobody else</span>`}</td>
    <td>${known === undefined ? '–' : html`${state(known.state)} <span class="age">${age(known.last_seen)}</span>`}</td>
  </tr>`;
}
