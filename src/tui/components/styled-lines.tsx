import { Box, Text } from "ink";
import { createContext, memo, type ReactElement, useContext } from "react";
import type { Line } from "../lines.js";
import { isolate } from "../terminal/sanitize.js";
import { createTheme, type Theme } from "../terminal/theme.js";

export const ThemeContext = createContext<Theme>(createTheme(false));

/** Draws rows that are already laid out: each is one row of the terminal, whatever is in it. */
export function StyledLines({ lines }: { readonly lines: readonly Line[] }): ReactElement {
  return (
    <Box flexDirection="column">
      {lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
        <Row key={row} line={line} />
      ))}
    </Box>
  );
}

/** Most rows are those of the frame before. */
const Row = memo(function Row({ line }: { readonly line: Line }): ReactElement {
  const theme = useContext(ThemeContext);
  return (
    <Text wrap="truncate">
      {line.length === 0
        ? " "
        : line.map(({ text, token }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a segment is its place
            <Text key={index} {...theme[token]}>
              {isolate(text)}
            </Text>
          ))}
    </Text>
  );
});
