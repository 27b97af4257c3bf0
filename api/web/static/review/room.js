// How wide a place is, without having the page laid out for the answer.
import { useEffect, useState } from "../app/html.js";

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
