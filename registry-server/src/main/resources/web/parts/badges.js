// States and levels, each by word and shape as well as by colour.

import { html, svg } from '../lit-html.js';
import { visible } from './text.js';

const SHAPES = {
  live: svg`<circle cx="6" cy="6" r="4.5" fill="currentColor"/>`,
  draining: svg`<circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M6 2a4 4 0 0 1 0 8z" fill="currentColor"/>`,
  stale: svg`<path d="M6 1.2 11.2 10.6H.8z" fill="currentColor"/>`,
  gone: svg`<path d="M2.5 2.5l7 7m0-7l-7 7" stroke="currentColor" stroke-width="1.8" fill="none"/>`,
  registered: svg`<path d="M6 1.5v9M1.5 6h9" stroke="currentColor" stroke-width="1.8" fill="none"/>`,
  tools: svg`<rect x="2" y="2" width="8" height="8" rx="1.5" fill="currentColor"/>`,
};
SHAPES.deregistered = SHAPES.gone;
SHAPES.reaped = svg`<path d="M1.5 6h9" stroke="currentColor" stroke-width="1.8" fill="none"/>`;

function shape(of) {
  return html`<svg class="shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">${SHAPES[of] ?? SHAPES.reaped}</svg>`;
}

/** How an instance stands. */
export function state(of) {
  const known = ['live', 'draining', 'stale', 'gone'].includes(of) ? of : 'gone';
  return html`<span class="state ${known}">${shape(known)}${visible(of)}</span>`;
}

/** What happened. */
export function change(kind) {
  return html`<span class="state ${SHAPES[kind] === undefined ? 'other' : kind}">${shape(kind)}${visible(kind)}</span>`;
}

const LEVELS = {
  manual: 'People only',
  supervised: 'While a person watches',
  confirm: 'Once a person said yes',
  autonomous: 'By itself',
};

/** How much a machine may do with a tool by itself. */
export function autonomy(level) {
  const known = Object.hasOwn(LEVELS, level) ? level : 'manual';
  const isSaid = known === level;
  return html`<span class="badge ${known}" title=${isSaid ? LEVELS[known] : 'Not said, or unknown: people only'}
    >${isSaid ? known : 'manual'}</span>`;
}

/** That hosts disagree about what a tool is. */
export function drift(variants) {
  return variants > 1
    ? html`<span class="badge drift" title="Hosts disagree about what this tool is">${variants} variants</span>`
    : null;
}
