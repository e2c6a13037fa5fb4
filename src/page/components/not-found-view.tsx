import type { NotFound } from "../../contract/answer.js";

/** A refusal, said plainly. */
export function NotFoundView({ notFound: { reason, missing_terms: missing } }: { readonly notFound: NotFound }) {
  return (
    <div className="not-found">
      <p className="not-found-title" dir="auto">
        {reason}
      </p>
      {missing.length > 0 && (
        <p>
          {missing.length === 1 ? "This word occurs" : "These words occur"} nowhere in the documents:{" "}
          {missing.map((term) => (
            <bdi key={term} className="term">
              {term}
            </bdi>
          ))}
        </p>
      )}
    </div>
  );
}
