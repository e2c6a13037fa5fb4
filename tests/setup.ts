import fc from "fast-check";

/** Properties try new values in every run of a developer's; in CI they try the same ones again. */
if (process.env.CI) fc.configureGlobal({ seed: 1 });
