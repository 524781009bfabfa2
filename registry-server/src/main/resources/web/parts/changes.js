// Some changes, the latest first.

import { html } from '../lit-html.js';
import { path } from '../store/api.js';
import { change } from './badges.js';
import { fullMoment, moment, name, visible } from './text.js';

export function when(entry) {
  return html`<time title=${fullMoment(entry.at)}>${entry.isAfter ? 'after ' : ''}${moment(entry.at)}</time>`;
}

/** `isOfOne`: all of them are of one instance, which need not be named. */
export function changes(entries, isOfOne = false) {
  return html`<ol class="changes">
    ${entries.map((entry) => html`<li>
      ${when(entry)} ${change(entry.event)}
      ${isOfOne ? null : html`<a href="/ui${path('instances', entry.instance_id)}" title=${visible(entry.instance_id)}
        >${name(entry.name)} <span class="muted">on</span> ${name(entry.host)}</a>`}
    </li>`)}
  </ol>`;
}
