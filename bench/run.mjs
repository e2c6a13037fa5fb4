// Runs the benchmarks that need nothing but this repository; the names of some as arguments run these only.
const BENCHMARKS = ["cold-ask"];

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : BENCHMARKS) await import(`./${name}.mjs`);
