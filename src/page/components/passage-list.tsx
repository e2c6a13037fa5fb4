import type { RankedPassage } from "../../contract/answer.js";
import type { Route } from "../route.js";
import { PassageItem } from "./passage-item.js";

interface Props {
  readonly heading: string;
  readonly passages: readonly RankedPassage[];
  readonly route: Route;
}

export function PassageList({ heading, passages, route }: Props) {
  if (passages.length === 0) return null;
  return (
    <section className="passages" aria-labelledby="passages-title">
      <h2 id="passages-title">{heading}</h2>
      <ol>
        {passages.map((passage) => (
          <PassageItem key={passage.id} passage={passage} route={route} />
        ))}
      </ol>
    </section>
  );
}
