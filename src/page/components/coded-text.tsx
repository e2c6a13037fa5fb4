/** Text of the error catalogue: what stands between backticks is to be typed as it is. */
export function CodedText({ text }: { readonly text: string }) {
  const parts = text
    .split(/`([^`]+)`/)
    .map((part, index) => ({ part, isCode: index % 2 === 1, key: `${index} ${part}` }));
  return <bdi>{parts.map(({ part, isCode, key }) => (isCode ? <code key={key}>{part}</code> : part))}</bdi>;
}
