/** A small office's papers: two notice periods, an emoji before some evidence, a file that can't be read. */
export const OFFICE = {
  "handbook.md": `# Staff handbook

## Working hours

The office is open from 07:30 to 19:00 on working days. Core hours are from 10:00 to 15:00, when everybody should be reachable.

## Leave

Every employee has 28 days of paid leave a year. Leave has to be asked for two weeks ahead, in the calendar.

## Notice

The notice period is three months to the end of a quarter. During the probation period, which lasts six months, it is two weeks.

## Travel

Trains are preferred to planes for journeys of less than six hours. The daily allowance is 28 euros.

## Closing days

- The office is closed on 1 January.
- The office is closed on 24 December.
- The office is closed on 31 December, from noon on.
`,
  "lease.txt": `LEASE

The lease 🏠🏠 runs for twelve months and is renewed by itself unless one side gives notice.

The notice period for the office is six months. Notice has to be given in writing, to the address of the landlord.

The rent is 2,400 euros a month and is due on the third working day. The deposit is three months' rent.
`,
  "scan.txt": Buffer.from([0x89, 0x50, 0, 1, 0xff, 0, 0, 2]),
} as const;

export const NOTICE = "How long is the notice period?";
/** Answered by three sentences. */
export const CLOSED = "On which days is the office closed?";
