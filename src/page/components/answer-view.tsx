import type { Answer } from "../../contract/answer.js";
import { AnswerFacts } from "./answer-facts.js";
import { AnswerText } from "./answer-text.js";
import { CitationList } from "./citation-list.js";
import { NotFoundView } from "./not-found-view.js";
import { PassageList } from "./passage-list.js";
import type { ViewProps } from "./view-props.js";

interface Props extends ViewProps {
  readonly answer: Answer;
}

export function AnswerView({ answer, state, dispatch }: Props) {
  const { route } = state;
  const facts = <AnswerFacts answer={answer} state={state} dispatch={dispatch} />;
  if (answer.not_found !== null || answer.answer === null) {
    return (
      <>
        {answer.not_found && <NotFoundView notFound={answer.not_found} />}
        {facts}
        <PassageList heading="Nearest passages" passages={answer.not_found?.nearest ?? []} route={route} />
      </>
    );
  }
  return (
    <>
      <AnswerText answer={answer} route={route} />
      {facts}
      <CitationList citations={answer.citations} state={state} dispatch={dispatch} />
      <PassageList heading="Passages, the best first" passages={answer.passages} route={route} />
    </>
  );
}
