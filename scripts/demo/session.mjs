/** Size of the terminal that is recorded. */
export const COLUMNS = 80;
export const ROWS = 24;

/** Typed at the shell's prompt before the recording goes on with the chat itself. */
export const COMMAND = "footnote chat";

const answered = (text) => new RegExp(`${text}[\\s\\S]*Enter asks`);

/**
 * The recorded session. A step types a text or presses a key by tmux's name, waits until the screen shows `until`, and
 * then rests for so many seconds. What has to be read gets time to be read.
 */
export const SESSION = [
  { type: "Which countries expelled North Korea's ambassador?" },
  { press: "Enter", until: answered("Sources"), rest: 3.5 },
  { press: "Tab", until: /▸ 9\/7/, rest: 2 },
  { press: "Down", until: /▸ 9\/11/, rest: 1.2, poster: true },
  { press: "Enter", until: /citation 2 of/, rest: 3 },
  { press: "/", until: /^ {2}\/ .*Enter searches/m, rest: 0.6 },
  { type: "expel" },
  { press: "Enter", until: /“expel” match 1 of/, rest: 1.5 },
  { press: "n", until: /match 2 of/, rest: 1.5 },
  { press: "Escape", until: /citation 2 of/, rest: 0.8 },
  { press: "Escape", until: /▸ 9\/11/, rest: 0.8 },
  { press: "y", until: /was sent to/, rest: 1.8 },
  { press: "Escape", until: /Enter asks/, rest: 0.6 },
  { type: "How many North Korean workers does Qatar host?" },
  { press: "Enter", until: answered("1,000 workers[\\s\\S]*Sources"), rest: 3.5 },
  { type: "and Kuwait?" },
  { press: "Enter", until: answered("read as[\\s\\S]*Sources"), rest: 3.5 },
  { type: "Which airline flies to Pyongyang?" },
  { press: "Enter", until: answered("Not found"), rest: 4 },
];
