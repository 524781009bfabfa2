// One signal: something that is shown may read otherwise now. Whoever draws does so with the next frame.

let draw = () => {};
let isDue = false;

export function onChange(drawing) {
  draw = drawing;
}

export function changed() {
  if (!isDue) {
    isDue = true;
    requestAnimationFrame(drawNow);
  }
}

/** For those who must have it drawn before they go on, as to move the focus there. */
export function drawNow() {
  isDue = false;
  draw();
}
