import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/language/en/facts.js";
import { overstated } from "../../../src/verify/statements/overstated.js";

const check = (stated: string, found: string) => overstated(factsOf(stated), factsOf(found));

describe("a statement that says more than its sentence", () => {
  test.each([
    ["The talks took seven days.", "The talks took seven hours.", "unit"],
    ["The pass costs 140 dollars.", "The pass costs 140 euros.", "unit"],
    ["The fee is £5 a week.", "The fee is £5 a month, and is taken in the first week.", "unit"],
    ["The pump is tested every six months.", "The pump with six valves is tested every three months.", "unit"],
    ["A note is needed from the fourth working day.", "A note is needed from the fourth calendar day.", "unit"],
    ["The master may report a spill.", "The master shall report a spill.", "duty"],
    ["Samples must be frozen.", "Samples may be frozen.", "duty"],
    ["The firm will refuse to pay.", "The firm may refuse to pay.", "duty"],
    ["Both have stopped issuing visas.", "Both say that they will stop issuing visas.", "done"],
    ["The plan began with an agreement.", "A good plan would have begun with an agreement.", "done"],
    ["All members may bring a guest.", "Complete members may bring a guest.", "all"],
    ["Wear a shield for all steps.", "Goggles are enough for all other steps.", "all"],
    ["It can be suspended only for a journey.", "It can be suspended for a journey.", "only"],
    ["Such a claim is never paid.", "Such a claim is not paid, unless a doctor agrees.", "exception"],
    ["Part IV comes into force in July.", "It comes into force in July, except Part IV.", "exception"],
    ["He voted against the motion.", "He voted in favour of the motion.", "side"],
  ])("%s", (stated, found, excess) => expect(check(stated, found)).toBe(excess));
});

describe("the same in other words is no more", () => {
  test.each([
    ["The drops are used four times daily.", "The drops: four times a day."],
    ["Avoid dust for two weeks.", "Swimming is to be avoided for four weeks, dust for two."],
    ["It costs 5 pounds a month.", "It costs £5 per month."],
    ["Sheets are kept for 30 per cent of the term.", "Sheets are kept for 30 % of the term."],
    ["The Agency must decide within a year.", "The Agency shall decide within a year."],
    ["Interns are allowed to prepare samples.", "Interns may prepare samples."],
    ["Kuwait announced that it will expel him.", "Kuwait says it will expel him."],
    ["The banks began to cut their ties.", "The banks would begin to cut their ties."],
    ["It is calibrated every three months.", "A calibration is made every three months."],
    ["It is only paid if a doctor agrees.", "It is not paid, unless a doctor agrees."],
    ["Everyone was freed.", "All were freed."],
    ["The Act, apart from Part IV, is in force.", "The Act is in force, except Part IV."],
  ])("%s", (stated, found) => expect(check(stated, found)).toBeNull());
});
