// What waits for the screen: work that nobody sees must not come before what a person waits to see.

const LATEST_MS = 250; // a tab that is hidden paints nothing

/** Runs `work` when all that has changed so far is on the screen. */
export function afterPaint(work) {
  const timer = setTimeout(run, LATEST_MS);
  let ran = false;
  function run() {
    clearTimeout(timer);
    if (!ran) work();
    ran = true;
  }
  // A frame is drawn after its callbacks, by others than this thread: it is there when the next one begins.
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run)));
}

/** A function that runs `work` with the next frame, once however often it is called before. */
export function oncePerFrame(work) {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      work();
    });
  };
}
