// The registry's time. Ages are told by it, for the clocks of readers are often wrong.

// By how many milliseconds it is ahead of ours, at least and at most: a Date has whole seconds only.
let least = -Infinity;
let most = Infinity;

/** Learns from an answer with this Date, which was asked for and came at these times of ours. */
export function heard(date, askedAt, cameAt) {
  const told = Date.parse(date ?? '');
  if (Number.isNaN(told)) {
    return;
  }
  least = Math.max(least, told - cameAt);
  most = Math.min(most, told + 1000 - askedAt);
  if (least > most) { // one of the clocks was set
    least = told - cameAt;
    most = told + 1000 - askedAt;
  }
}

/** Now, in seconds since 1970. */
export function now() {
  const ahead = Number.isFinite(least) && Number.isFinite(most) ? (least + most) / 2 : 0;
  return (Date.now() + (Math.abs(ahead) < 1000 ? Math.min(Math.max(0, least), most) : ahead)) / 1000;
}
