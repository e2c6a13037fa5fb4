import fc from "fast-check";
import { afterAll, afterEach } from "vitest";
import { tidyUpBehindFile, tidyUpBehindTest } from "./helpers/tidy-up.js";

/** Properties try new values in every run of a developer's; in CI they try the same ones again. */
if (process.env.CI) fc.configureGlobal({ seed: 1 });

afterEach(tidyUpBehindTest);
afterAll(tidyUpBehindFile);
