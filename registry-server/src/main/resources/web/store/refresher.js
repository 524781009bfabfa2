// Reads something again when that is due, but never so often that the reading is what keeps everybody busy.

import { feed } from './feed.js';

const BREATH = 250;
const LONGEST = 15_000;
// A reading may take this share of the time.
const SHARE = 5;

/**
 * `refresh()` reads again soon: at once when it has rested long enough, with what comes meanwhile in one
 * go. While nobody looks at the page it waits.
 */
export function refresher(reading, pause = BREATH) {
  let timer = 0;
  let isRunning = false;
  let isDue = false;
  let rest = pause;
  let begun = 0;

  async function run() {
    timer = 0;
    if (document.hidden) {
      isDue = true;
      return;
    }
    isRunning = true;
    isDue = false;
    begun = performance.now();
    try {
      await reading();
      rest = Math.max(pause, (performance.now() - begun) * SHARE);
    } catch (failure) {
      // A registry that is away is asked again when the feed has found it; one that says no, later.
      if (failure.status > 0 && failure.status !== 403) {
        isDue = true;
        rest = Math.max(failure.retryAfter * 1000, Math.min(LONGEST, rest * 2));
      }
    }
    isRunning = false;
    if (isDue) {
      schedule();
    }
  }

  function schedule() {
    if (timer === 0) {
      timer = setTimeout(run, Math.max(0, begun + rest - performance.now()));
    }
  }

  function refresh() {
    isDue = true;
    if (!isRunning) {
      schedule();
    }
  }

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && isDue && !isRunning) {
      schedule();
    }
  });
  feed.onEvent(({ event }) => {
    if (isDue && event === 'open' && !isRunning) {
      schedule();
    }
  });
  return refresh;
}
