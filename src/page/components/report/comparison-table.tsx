import type { Report } from "../../../contract/report.js";
import { type ReportPart, relationHeading } from "../../../core/report-walk.js";
import { titleOf } from "../../../core/wording.js";
import type { Route } from "../../state/route.js";
import { EvidenceLink } from "../evidence-link.js";
import { ReportSentences } from "./report-sentences.js";

interface Props {
  readonly report: Report;
  readonly parts: readonly ReportPart[];
  readonly route: Route;
}

/** Two documents side by side: what they differ in, agree on, and what only one of them says. */
export function ComparisonTable({ report, parts, route }: Props) {
  const relations = [...new Set(parts.flatMap(({ relation }) => relation ?? []))];
  return (
    <table className="comparison">
      <caption className="visually-hidden">What they say, side by side</caption>
      <thead>
        <tr>
          {report.documents.map(({ document_id: id, path, title }, of) => (
            <th key={id} scope="col">
              <EvidenceLink route={route} opens={{ kind: "document", id }} className="source">
                <span className="side">{"AB"[of]}</span> <bdi className="source-title">{titleOf({ path, title })}</bdi>{" "}
                <bdi className="muted">{path}</bdi>
              </EvidenceLink>
            </th>
          ))}
        </tr>
      </thead>
      {relations.map((relation) => (
        <tbody key={relation}>
          <tr>
            <th colSpan={2} scope="rowgroup" className="relation">
              {relationHeading(parts, relation)}
            </th>
          </tr>
          {parts
            .filter((part) => part.relation === relation)
            .map(({ at, sides }) => (
              <tr key={at}>
                {[0, 1].map((of) => (
                  <Cell key={of} side={sides.find((side) => side.of === of)} of={of} route={route} />
                ))}
              </tr>
            ))}
        </tbody>
      ))}
    </table>
  );
}

interface CellProps {
  readonly side: ReportPart["sides"][number] | undefined;
  readonly of: number;
  readonly route: Route;
}

/** In a narrow window the cells stand one below the other, each with the letter of its document. */
function Cell({ side, of, route }: CellProps) {
  if (side === undefined) return <td className="says-nothing" />;
  return (
    <td>
      <span className="side side-narrow" aria-hidden="true">
        {"AB"[of]}
      </span>
      <ReportSentences sentences={side.sentences} route={route} />
    </td>
  );
}
