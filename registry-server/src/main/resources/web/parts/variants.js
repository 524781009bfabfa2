// What a tool is on some hosts and is not on others, side by side.

import { html } from '../lit-html.js';
import { paths } from './schema.js';
import { count, visible } from './text.js';

const MOST_HOSTS = 6;

export function variants(group) {
  const all = (group.variants ?? []).filter((each) => each.definition !== undefined);
  if (all.length < 2) {
    return null;
  }
  const flat = all.map((each) => paths(each.definition));
  const places = [...new Set(flat.flatMap((each) => [...each.keys()]))]
    .filter((place) => new Set(flat.map((each) => each.get(place))).size > 1);
  return html`<section aria-labelledby="variants">
    <h2 id="variants">Where hosts disagree</h2>
    <p class="muted">${count(all.length, 'definition')} of this tool. What is the same everywhere is left out.</p>
    <div class="wide-table" tabindex="0" role="region" aria-label="Differences"><table class="variants">
      <thead><tr><th scope="col">Member</th>${all.map((each) => html`<th scope="col">
        ${each.hosts.slice(0, MOST_HOSTS).map(visible).join(', ')}
        ${each.hosts.length > MOST_HOSTS ? html`<span class="muted">and ${each.hosts.length - MOST_HOSTS} more</span>` : null}
        <code class="hash">${visible(each.schema_hash).slice(0, 10)}</code></th>`)}</tr></thead>
      <tbody>${places.map((place) => html`<tr><th scope="row">${visible(place)}</th>
        ${flat.map((each) => html`<td>${each.has(place) ? html`<code>${each.get(place)}</code>` : html`<span class="muted">not there</span>`}</td>`)}
      </tr>`)}</tbody>
    </table></div>
  </section>`;
}
