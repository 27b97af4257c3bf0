// What waits for the screen, and what it has room for: work that nobody sees must not come before what a person waits
// to see, and nothing has the page laid out only for an answer.
import { useEffect, useState } from "../app/html.js";

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

/** @returns the width inside the element of `ref`, in whole CSS pixels; 0 before it is known */
export function useRoom(ref) {
  const [room, setRoom] = useState(0);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setRoom(Math.floor(entry.contentRect.width)));
    watch.observe(ref.current);
    return () => watch.disconnect();
  }, []);
  return room;
}
