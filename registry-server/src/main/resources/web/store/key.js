// The reader's key: kept here and nowhere else, and gone with the page.

import { changed } from './signal.js';

let secret = null;
let unlocked = false;
let refused = false;
const listeners = [];

export const key = {
  /** What goes into X-API-Key; null when there is none. */
  get value() {
    return secret;
  },

  /** Whether the reader said that they want to change things. */
  get isUnlocked() {
    return unlocked;
  },

  /** Whether the registry shows nothing without a key, or without another one. */
  get isWanted() {
    return refused;
  },

  give(text) {
    secret = text === '' ? null : text;
    unlocked = true;
    refused = false;
    listeners.forEach((tell) => tell());
    changed();
  },

  forget() {
    secret = null;
    unlocked = false;
    listeners.forEach((tell) => tell());
    changed();
  },

  /** A read was refused. */
  wanted() {
    if (!refused) {
      refused = true;
      changed();
    }
  },

  onChange(tell) {
    listeners.push(tell);
  },
};
