import ICAL from "ical.js";
import { sliceSpan } from "../../../core/spans.js";
import { singleSpaced } from "../../../core/text.js";
import { decodeText } from "../decode-text.js";
import { readerOf, UnreadableFile } from "../document-reader.js";
import { plainTextBlocks } from "../text/text-reader.js";
import { TextBuilder } from "../text-builder.js";
import { dayOf, listed, timesInWords } from "./event-times.js";
import { recurrenceInWords } from "./recurrence.js";

const DAMAGED = "is damaged or no calendar; export it from the calendar again";
/** Where one calendar of a file ends and the next may begin. */
const CALENDAR_END = /(?<=^END:VCALENDAR[ \t]*$)/im;
const UNTITLED = "Untitled event";

/** Reads calendars (RFC 5545): an event is a section, with its time, place and people in words. */
export const icsReader = readerOf(DAMAGED, async ({ bytes }) => {
  const decoded = await decodeText(bytes);
  if (decoded.status === "unreadable") return decoded;
  const calendars = decoded.text
    .split(CALENDAR_END)
    .filter((part) => part.trim() !== "")
    .map((part) => new ICAL.Component(ICAL.parse(part.trim())));
  const entries = calendars.flatMap((calendar) =>
    ["vevent", "vtodo", "vjournal"].flatMap((kind) => calendar.getAllSubcomponents(kind)),
  );
  const builder = new TextBuilder();
  for (const entry of entries) addEntry(builder, entry);
  const { text, blocks } = builder;
  if (blocks.length === 0) throw new UnreadableFile("holds no events");
  const named = calendars.map((calendar) => textOf(calendar, "x-wr-calname")).find((name) => name !== "");
  return { status: "read", text, title: named ?? (entries.length === 1 ? titleOf(entries[0]!) : null), blocks };
});

function addEntry(builder: TextBuilder, entry: ICAL.Component): void {
  builder.heading(1, titleOf(entry));
  const lines = [
    ["When", whenOf(entry)],
    ["Due", dueOf(entry)],
    ["Repeats", repeatsOf(entry)],
    ["Where", textOf(entry, "location")],
    ["Organiser", peopleOf(entry, "organizer")],
    ["Attendees", peopleOf(entry, "attendee")],
    ["Status", statusOf(entry)],
    ["Link", textOf(entry, "url")],
  ];
  for (const [name, value] of lines) if (value !== "") builder.block("list_item", `${name}: ${value}`);
  const description = rawTextOf(entry, "description");
  for (const block of plainTextBlocks(description)) {
    const kind = block.kind === "heading" || block.kind === "rule" ? "paragraph" : block.kind;
    builder.block(kind, sliceSpan(description, block));
  }
}

function titleOf(entry: ICAL.Component): string {
  return textOf(entry, "summary") || UNTITLED;
}

function whenOf(entry: ICAL.Component): string {
  const start = timeOf(entry, "dtstart");
  if (!start) return "";
  const duration = entry.getFirstPropertyValue("duration");
  const end = timeOf(entry, "dtend") ?? (duration instanceof ICAL.Duration ? later(start, duration) : null);
  return timesInWords(start, end, zoneOf(entry, "dtstart"));
}

function later(start: ICAL.Time, duration: ICAL.Duration): ICAL.Time {
  const end = start.clone();
  end.addDuration(duration);
  return end;
}

function dueOf(entry: ICAL.Component): string {
  const due = timeOf(entry, "due");
  return due ? timesInWords(due, null, zoneOf(entry, "due")) : "";
}

function repeatsOf(entry: ICAL.Component): string {
  const rules = entry.getAllProperties("rrule").map((property) => property.getFirstValue());
  const words = rules.flatMap((rule) => (rule instanceof ICAL.Recur ? [recurrenceInWords(rule)] : []));
  if (words.length === 0) return timeOf(entry, "recurrence-id") ? "once, instead of a day of its series" : "";
  const left = entry
    .getAllProperties("exdate")
    .flatMap((property) => property.getValues())
    .flatMap((value) => (value instanceof ICAL.Time ? [dayOf(value)] : []));
  return listed(words) + (left.length > 0 ? `, except on ${listed(left)}` : "");
}

function statusOf(entry: ICAL.Component): string {
  const status = textOf(entry, "status").toLowerCase();
  return status === "confirmed" ? "" : status;
}

/** `Anna Kovacs <anna@example.org>, Ben Hale (declined)`. */
function peopleOf(entry: ICAL.Component, name: string): string {
  return entry
    .getAllProperties(name)
    .map((property) => {
      const address = String(property.getFirstValue() ?? "").replace(/^mailto:/i, "");
      const known = singleSpaced(String(property.getFirstParameter("cn") ?? ""));
      const answer = String(property.getFirstParameter("partstat") ?? "").toLowerCase();
      const person = known === "" || known === address ? address : `${known} <${address}>`;
      return ["declined", "tentative", "accepted"].includes(answer) ? `${person} (${answer})` : person;
    })
    .filter((person) => person !== "")
    .join(", ");
}

function timeOf(entry: ICAL.Component, name: string): ICAL.Time | null {
  const value = entry.getFirstPropertyValue(name);
  return value instanceof ICAL.Time ? value : null;
}

function zoneOf(entry: ICAL.Component, name: string): string {
  const named = entry.getFirstProperty(name)?.getFirstParameter("tzid");
  return named ? String(named) : timeOf(entry, name)?.zone?.tzid === "UTC" ? "UTC" : "";
}

function textOf(entry: ICAL.Component, name: string): string {
  return singleSpaced(rawTextOf(entry, name));
}

function rawTextOf(entry: ICAL.Component, name: string): string {
  const value = entry.getFirstPropertyValue(name);
  return value === null || value === undefined ? "" : String(value);
}
