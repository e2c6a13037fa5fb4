// Prints a release's notes, which are its section of CHANGELOG.md.
// usage: node scripts/release/notes.mjs v0.2.0
import { notesOf, readChangelog } from "./changelog.mjs";

const [tag = ""] = process.argv.slice(2);
try {
  process.stdout.write(notesOf(tag.replace(/^v/, ""), readChangelog()));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
