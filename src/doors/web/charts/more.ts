import { useCallback, useEffect, useRef, useState } from 'react';

/** Whether a box that scrolls sideways hides something at its right: `look` is called as it scrolls. */
export function useMoreToTheRight() {
  const scroll = useRef<HTMLDivElement>(null);
  const [hidden, setHidden] = useState(false);
  const look = useCallback(() => {
    const box = scroll.current;
    if (box) setHidden(box.scrollWidth - box.clientWidth - box.scrollLeft > 4);
  }, []);
  useEffect(() => {
    const box = scroll.current;
    if (!box) return;
    const watch = new ResizeObserver(look);
    watch.observe(box);
    for (const inner of box.children) watch.observe(inner);
    return () => watch.disconnect();
  }, [look]);
  return { scroll, hidden, look };
}
