// Runs one benchmark in this process, with its own arguments: `npm run bench -- scale`, `npm run bench -- build some/folder`.
// Without a name it is the one that takes seconds: a cold ask. `query some/folder` takes as long as its index; the others
// (build, memory, scale) take minutes.
const [wanted = "cold-ask"] = process.argv.slice(2);
await import(`./${wanted}.mjs`);
