import { expect, test } from "vitest";
import { unstable_readConfig } from "wrangler";

test("the platform's own log lines have no query, which carries tokens, and it writes none for each request", () => {
  expect(unstable_readConfig({ config: "wrangler.toml" }).observability).toMatchObject({
    enabled: true,
    redact_query_string: true,
    logs: { invocation_logs: false },
  });
});
