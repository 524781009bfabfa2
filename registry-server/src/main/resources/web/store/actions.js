// What can be done to an instance, and what came of it.

import { path, write } from './api.js';
import { key } from './key.js';
import { changed } from './signal.js';

export const ACTIONS = {
  drain: {
    word: 'Drain',
    question: 'Drain this instance?',
    effect: 'It is taken out of tools, hosts and exports, and goes on beating until it is put back or registers anew.',
    done: 'It is draining.',
    run: (id) => write('POST', `${path('instances', id)}/drain`),
  },
  undrain: {
    word: 'Put back',
    question: 'Put this instance back?',
    effect: 'Its tools can be found and run again.',
    done: 'It is back.',
    run: (id) => write('POST', `${path('instances', id)}/undrain`),
  },
  remove: {
    word: 'Remove',
    question: 'Remove this instance?',
    effect: 'It is marked as gone. An agent that still runs comes back with its next beat.',
    done: 'It is gone.',
    run: (id) => write('DELETE', path('instances', id)),
  },
};

/** The last outcome: { id, text, isFailure }; null when there is none to be shown. */
export let outcome = null;

export function forgetOutcome() {
  outcome = null;
}

export async function act(action, id) {
  try {
    await action.run(id);
    outcome = { id, text: action.done, isFailure: false };
  } catch (failure) {
    outcome = { id, text: explained(failure), isFailure: true };
  }
  changed();
}

function explained(failure) {
  if (failure.status !== 403) {
    return failure.message;
  }
  return key.value === null
    ? `The registry refused: ${failure.message}. Give it a key that may write.`
    : `The registry refused your key: ${failure.message}. It may be wrong, expired, for reading only, or for other hosts.`;
}
