import { useEffect, useState } from "react";
import type { Ticking } from "../layout/chat-lines.js";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
/** Each draws a frame, for which a key press waits. */
const TICK_MS = 200;

/** The spinner and the time, moving only while something is running and can be seen. */
export function useTicking(isActive: boolean, now: () => number): Ticking {
  const [frame, setFrame] = useState(0);
  useEffect(() => {
    if (!isActive) return;
    const timer = setInterval(() => setFrame((previous) => previous + 1), TICK_MS);
    return () => clearInterval(timer);
  }, [isActive]);
  return { spinner: FRAMES[frame % FRAMES.length] ?? "", now: now() };
}
