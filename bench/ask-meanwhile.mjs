// One of several processes that ask an open index at once, without HTTP: what the cores give when all of them are at work.
// Prints how many questions were answered in the time. Started by http.mjs.
// usage: node bench/ask-meanwhile.mjs <folder of the index> <seconds> <questions as JSON>
import { once } from "node:events";
import { LocalAssistant } from "../dist/assistant/local/local-assistant.js";
import { defaults } from "./defaults.mjs";

const [index, seconds, questions] = [process.argv[2], Number(process.argv[3]), JSON.parse(process.argv[4])];
const assistant = new LocalAssistant({ ...defaults, index }, { cwd: process.cwd() });
for (const question of questions.slice(0, 20)) await assistant.ask({ question });
// All begin at once: whoever started them says when.
process.stdout.write("ready\n");
await once(process.stdin, "data");
const end = performance.now() + seconds * 1000;
let answered = 0;
while (performance.now() < end) await assistant.ask({ question: questions[answered++ % questions.length] });
process.stdout.write(`${answered}\n`);
await assistant.close();
process.exit();
