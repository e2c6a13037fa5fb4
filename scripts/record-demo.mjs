// Records the session that README shows, with the built program in a real terminal: docs/demo/chat.cast (for asciinema)
// and docs/demo/chat.svg. Needs tmux. It comes out the same each time, as long as the
// program does: the moments are the session's, and folder and answering times are written in one way.
// usage: npm run demo    [-- --folder docs/demo]
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { castOf } from "./demo/cast.mjs";
import { playSession } from "./demo/play.mjs";
import { svgOf } from "./demo/svg.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({ options: { folder: { type: "string", default: join(ROOT, "docs/demo") } } });

const frames = await playSession(ROOT);
mkdirSync(values.folder, { recursive: true });
for (const [name, content] of [
  ["chat.cast", castOf(frames)],
  ["chat.svg", svgOf(frames)],
]) {
  writeFileSync(join(values.folder, name), content);
  console.log(`${name}: ${frames.length} screens, ${Math.ceil(Buffer.byteLength(content) / 1000)} kB`);
}
