// Texts as people can read them. Names come from agents, so they may be anything at all.

import { html } from '../lit-html.js';
import { now } from '../store/clock.js';

// Controls, and what turns the direction of a text or does not show: they would make a name look like another one.
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escape(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Whether all of a text shows. */
export function isVisible(text) {
  return text.search(HIDDEN) < 0;
}

/** One line of a text in which everything shows. */
export function visible(value) {
  return String(value ?? '').replace(HIDDEN, escape);
}

/** The same with its line breaks. */
export function prose(value) {
  return String(value ?? '').split(/\r?\n/).map(visible).join('\n');
}

/** A text of several lines as one. */
export function oneLine(value) {
  return visible(String(value ?? '').replace(/\s+/g, ' '));
}

/** A name, kept apart from what stands around it. */
export function name(value) {
  return html`<bdi class="name">${visible(value)}</bdi>`;
}

/** A text in which the words of a search are marked. */
export function marked(value, query) {
  const text = oneLine(value);
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const lower = text.toLowerCase();
  if (words.length === 0 || lower.length !== text.length) {
    return text;
  }
  const parts = [];
  let at = 0;
  while (at < text.length) {
    let best = -1;
    let length = 0;
    for (const word of words) {
      const found = lower.indexOf(word, at);
      if (found >= 0 && (best < 0 || found < best || (found === best && word.length > length))) {
        best = found;
        length = word.length;
      }
    }
    if (best < 0) {
      break;
    }
    parts.push(text.slice(at, best), html`<mark>${text.slice(best, best + length)}</mark>`);
    at = best + length;
  }
  parts.push(text.slice(at));
  return parts;
}

/** How long: 4s, 3m 20s, 5h 12m, 3d 4h. */
export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) {
    return `${whole}s`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)}m ${whole % 60}s`;
  }
  if (whole < 86_400) {
    return `${Math.floor(whole / 3600)}h ${Math.floor((whole % 3600) / 60)}m`;
  }
  return `${Math.floor(whole / 86_400)}d ${Math.floor((whole % 86_400) / 3600)}h`;
}

/** How long ago, by the registry's time. */
export function age(since) {
  return Number.isFinite(since) ? duration(now() - since) : '–';
}

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** A moment: the time of today, or date and time. */
export function moment(seconds) {
  if (!Number.isFinite(seconds) || seconds <= 0) {
    return '–';
  }
  const date = new Date(seconds * 1000);
  const isToday = date.toDateString() === new Date().toDateString();
  return (isToday ? TIME : FULL).format(date);
}

const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** The time of day. */
export function clock(seconds) {
  return CLOCK.format(new Date(seconds * 1000));
}

export function fullMoment(seconds) {
  return Number.isFinite(seconds) && seconds > 0 ? FULL.format(new Date(seconds * 1000)) : '';
}

const NUMBER = new Intl.NumberFormat();

export function number(value) {
  return NUMBER.format(value);
}

/** `3 hosts`, `1 host`. */
export function count(value, one, many = `${one}s`) {
  return `${number(value)} ${value === 1 ? one : many}`;
}
