// Runs benchmarks, one after another, each in this process: `npm run bench`, or one of them with its own arguments,
// as in `npm run bench -- build some/folder`.
const BENCHMARKS = ["cold-ask", "build", "memory", "scale"];

const [wanted] = process.argv.slice(2);
for (const name of wanted ? [wanted] : BENCHMARKS) await import(`./${name}.mjs`);
