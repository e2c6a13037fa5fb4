import { type RefObject, useLayoutEffect, useRef } from "react";

/** How far down a question may begin, as a share of the window, so that its answer is seen without scrolling. */
const FURTHEST_DOWN = 0.5;

/** Brings a question to where its answer can be read, below what was asked before it. @param what changes with what stands above and below it */
export function useTurnInSight(what: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for what is shown, not for what it reads
  useLayoutEffect(() => {
    const top = heading.current?.getBoundingClientRect().top ?? 0;
    if (top < 0 || top > window.innerHeight * FURTHEST_DOWN) heading.current?.scrollIntoView({ block: "start" });
  }, [what]);
  return heading;
}
