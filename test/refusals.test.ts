import { describe, expect, test } from "vitest";
import app from "../src/index.ts";
import { client, get, now, tokenOf } from "./makers.ts";
import { REFUSALS } from "./refusals.ts";
import { ROUTES } from "./routes.ts";

/** Who may ask: the same on every route. */

test("every route of the API is held against the refusals", () => {
  const routes = app.routes.filter(({ method, path }) => method !== "ALL" && path.startsWith("/v1/"));
  const served = routes.map(({ path }) => path);
  expect([...new Set(served)].sort()).toEqual(Object.keys(ROUTES).sort());
});

/** What a route takes, apart from HEAD and OPTIONS. */
const methodsOf = (path: string) => (path.endsWith("/likes") ? ["DELETE", "GET", "POST"] : ["GET"]);

const ENTRIES = Object.entries(ROUTES);
const WAYS_IN = ENTRIES.flatMap(([path, route]) => methodsOf(path).map((method) => [method, path, route] as const));

describe.each(WAYS_IN)("%s %s", (method, _, route) => {
  test.each(REFUSALS.map((refusal) => [refusal.what, refusal] as const))("refuses %s", async (_, refusal) => {
    const { query, headers = {} } = await refusal.sends();
    const { status, body, headers: answered, rows } = await get(`${await route()}&${query}`, { method, headers });
    const code = refusal.code ?? 400;
    const meta = { error_type: refusal.type, code, error_message: refusal.message };
    expect(status).toBe(code);
    expect(body).toEqual({ meta, ...([403, 429].includes(code) && meta) });
    if (code === 429) expect(answered.get("Retry-After")).toMatch(/^[1-9]\d*$/);
    expect(answered.get("Content-Type")).toBe("application/json; charset=utf-8");
    expect(answered.get("Access-Control-Allow-Origin")).toBe("*");
    expect(answered.get("Cache-Control")).toBe("private, no-store");
    expect(answered.get("X-Content-Type-Options")).toBe("nosniff");
    expect(rows).toBe(0);
  });
});

describe.each(ENTRIES)("%s", (path, route) => {
  const taken = methodsOf(path);
  const others = ["POST", "PUT", "PATCH", "DELETE"].filter((method) => !taken.includes(method));

  test.each(others)("does not take %s", async (method) => {
    const { status, body, headers } = await get(await route(), { method });
    expect(status).toBe(405);
    expect(body.meta.error_type).toBe("APIError");
    expect(body.meta.error_message).toContain(method);
    expect(headers.get("Allow")?.split(/, */).sort()).toEqual([...taken, "HEAD", "OPTIONS"].sort());
    expect(headers.get("Content-Type")).toBe("application/json; charset=utf-8");
    expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(headers.get("Cache-Control")).toBe("private, no-store");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  });

  test("answers a client_id, and a token as it stands in all places that v1 clients put it", async () => {
    const url = await route();
    const token = await tokenOf("1");
    const bearer = (value: string) => ({ headers: { Authorization: value } });
    const answers = [
      await get(`${url}&client_id=${await client()}`),
      await get(`${url}&access_token=${token}`),
      await get(`${url}&?access_token=${token}`),
      await get(url, bearer(`Bearer ${token}`)),
      await get(url, bearer(`bearer ${token}`)),
      await get(url, bearer(`BEARER   ${token} `)),
      await get(`${url}&access_token=`, bearer(`Bearer ${token}`)),
      await get(`${url}&access_token=${token}&?access_token=`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    for (const { headers } of answers) {
      expect(headers.get("Content-Type")).toBe("application/json; charset=utf-8");
      expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
      expect(headers.get("Cache-Control")).toBe("private, no-store");
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    }
  });

  test("lets the token rule where a client_id stands beside it", async () => {
    const url = await route();
    const token = await tokenOf("1");
    // That the answer is one to a caller with a user is seen from its shape.
    expect((await get(`${url}&access_token=${token}&client_id=${await client()}`)).status).toBe(200);
    expect((await get(`${url}&access_token=${token}&client_id=unknown`)).status).toBe(200);
    expect((await get(`${url}&access_token=${token}&client_id=`)).status).toBe(200);
  });

  test("answers at the limits of what a credential may be", async () => {
    const url = await route();
    const tokens = ["t", "t".repeat(512), "é".repeat(256), "1.fb2e77d.47a0479900504cb3ab4a1f626d174d2d", "a+b/c=="];
    for (const token of tokens) {
      await tokenOf("1", { expires: now() + 1_000 }, token);
      expect((await get(`${url}&access_token=${encodeURIComponent(token)}`)).status).toBe(200);
    }
    for (const id of ["c", "c".repeat(64), "an_App-1.0"]) {
      expect((await get(`${url}&client_id=${await client(id)}`)).status).toBe(200);
    }
  });
});
