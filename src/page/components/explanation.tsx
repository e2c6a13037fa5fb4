import type { ScoreExplanation } from "../../contract/explanation.js";
import { scoreRows } from "../../core/explanation-rows.js";

interface Props {
  readonly score: number;
  readonly explanation: ScoreExplanation;
  readonly rank: number;
}

/** The parts of a passage's score, and what they were made of. */
export function Explanation({ score, explanation, rank }: Props) {
  const rows = scoreRows(score, explanation);
  return (
    <table className="explanation">
      <caption className="visually-hidden">The score of passage {rank}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">part</th>
          <th scope="col">gives</th>
          <th scope="col">from</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, value, note }) =>
          label === "" ? (
            <tr key={note}>
              <td colSpan={3} dir="auto">
                {note}
              </td>
            </tr>
          ) : (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="number">{value}</td>
              <td>{note}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}
