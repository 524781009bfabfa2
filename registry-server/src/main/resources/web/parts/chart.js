// The changes of the last hour: what came above the line, what went below it.

import { html, svg } from '../lit-html.js';
import { now } from '../store/clock.js';
import { clock, count, moment, number } from './text.js';

const MINUTES = 60;
const STEP = 12;
const BAR = 9;
const HALF = 56;
const MIDDLE = HALF + 4;
const HEIGHT = 2 * MIDDLE;

const CAME = ['registered', 'live', 'tools'];
const WENT = ['stale', 'deregistered', 'draining', 'reaped'];

function sum(minute, kinds) {
  return kinds.reduce((total, kind) => total + (minute?.[kind] ?? 0), 0);
}

/** So that one busy minute does not hide the others. */
function length(value, most) {
  return value === 0 ? 0 : Math.max(3, Math.round(HALF * Math.sqrt(value / most)));
}

function told(minute) {
  return [...CAME, ...WENT].filter((kind) => minute[kind] > 0).map((kind) => `${minute[kind]} ${kind}`).join(', ');
}

export function chart(numbers) {
  const last = Math.floor(now() / 60) * 60;
  const first = last - (MINUTES - 1) * 60;
  const byTime = new Map(numbers.minutes.map((minute) => [minute.at, minute]));
  const minutes = Array.from({ length: MINUTES }, (unused, at) => byTime.get(first + at * 60) ?? { at: first + at * 60 });
  const most = Math.max(1, ...minutes.map((minute) => Math.max(sum(minute, CAME), sum(minute, WENT))));
  const came = minutes.reduce((total, minute) => total + sum(minute, CAME), 0);
  const went = minutes.reduce((total, minute) => total + sum(minute, WENT), 0);
  const isYoung = numbers.since > first;
  return html`<figure class="chart">
    <figcaption>
      <h2>The last hour</h2>
      <p><span class="key came"></span>${number(came)} came or changed
        <span class="key went"></span>${number(went)} went
        ${isYoung ? html`<span class="muted">counted since ${moment(numbers.since)}</span>` : null}</p>
    </figcaption>
    <svg viewBox="0 0 ${MINUTES * STEP} ${HEIGHT}" preserveAspectRatio="none" role="img"
        aria-label=${`Changes by minute in the last hour: ${count(came, 'instance')} came or changed, ${count(went, 'instance')} went; at most ${number(most)} in a minute.`}>
      <line x1="0" y1=${MIDDLE} x2=${MINUTES * STEP} y2=${MIDDLE} class="axis"/>
      ${minutes.map((minute, at) => bars(minute, at, most))}
    </svg>
    <div class="ticks" aria-hidden="true"><span>${clock(first)}</span><span>now</span></div>
  </figure>`;
}

function bars(minute, at, most) {
  const up = length(sum(minute, CAME), most);
  const down = length(sum(minute, WENT), most);
  if (up === 0 && down === 0) {
    return null;
  }
  const x = at * STEP + (STEP - BAR) / 2;
  return svg`<g><title>${clock(minute.at)}: ${told(minute)}</title>
    <rect class="came" x=${x} y=${MIDDLE - 1 - up} width=${BAR} height=${up} rx="1.5"/>
    <rect class="went" x=${x} y=${MIDDLE + 1} width=${BAR} height=${down} rx="1.5"/></g>`;
}
