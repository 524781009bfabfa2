// The arguments of a tool as a table in which they can be filled in.

import { html } from '../lit-html.js';
import { changed } from '../store/signal.js';
import { prose, visible } from './text.js';

const MOST = 200;

/** What is filled in: of each argument a list of texts. */
export class Values {
  #byName = new Map();

  get(name) {
    return this.#byName.get(name);
  }

  set(name, list) {
    const said = list.filter((each) => each !== '');
    if (said.length === 0) {
      this.#byName.delete(name);
    } else {
      this.#byName.set(name, said);
    }
    changed();
  }

  clear() {
    this.#byName.clear();
  }
}

export function form(parameters, values) {
  if (parameters.length === 0) {
    return html`<p class="muted">It takes no arguments that it tells of.</p>`;
  }
  return html`<div class="wide-table"><table class="arguments">
    <caption class="hidden">Arguments</caption>
    <thead><tr><th scope="col">Argument</th><th scope="col">Takes</th><th scope="col">What it is</th><th scope="col">Value</th></tr></thead>
    <tbody>${parameters.slice(0, MOST).map((parameter, at) => row(parameter, values, `argument-${at}`))}</tbody>
  </table></div>
  ${parameters.length > MOST ? html`<p class="muted">and ${parameters.length - MOST} more</p>` : null}`;
}

function row(parameter, values, id) {
  return html`<tr>
    <th scope="row"><label for=${id}><code>${visible(parameter.name)}</code></label>
      ${parameter.isRequired ? html`<span class="required">required</span>` : null}</th>
    <td>${parameter.type}
      ${parameter.choices.length > 0 ? html`<span class="choices">${parameter.choices.slice(0, 12).map((each) => html`<code>${visible(each)}</code> `)}${parameter.choices.length > 12 ? '…' : null}</span>` : null}
      ${parameter.bounds === '' ? null : html`<span class="muted">${parameter.bounds}</span>`}
      ${parameter.usual === null ? null : html`<span class="muted">unless said: <code>${parameter.usual}</code></span>`}</td>
    <td class="prose">${prose(parameter.description)}</td>
    <td>${input(parameter, values, id)}</td>
  </tr>`;
}

function input(parameter, values, id) {
  const { name, isMany } = parameter;
  const given = values.get(name) ?? [];
  if (isMany) {
    return html`<textarea id=${id} rows="2" placeholder="one a line" spellcheck="false" .value=${given.join('\n')}
      @input=${(event) => values.set(name, event.target.value.split('\n'))}></textarea>`;
  }
  const only = given[0] ?? '';
  if (parameter.kind === 'choice' || parameter.kind === 'boolean') {
    const options = parameter.kind === 'choice' ? parameter.choices : ['true', 'false'];
    return html`<select id=${id} @change=${(event) => values.set(name, [event.target.value])}>
      <option value="" ?selected=${only === ''}>–</option>
      ${options.map((each) => html`<option value=${each} ?selected=${only === each}>${visible(each)}</option>`)}
    </select>`;
  }
  const mode = parameter.kind === 'integer' ? 'numeric' : parameter.kind === 'number' ? 'decimal' : 'text';
  return html`<input id=${id} type="text" inputmode=${mode} spellcheck="false" autocomplete="off"
    placeholder=${parameter.usual ?? ''} .value=${only}
    @input=${(event) => values.set(name, [event.target.value])}>`;
}
