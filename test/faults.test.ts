import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import app from "../src/index.ts";
import { brokenD1, brokenKV, type Fault, fails, never } from "./broken.ts";
import { client, put, record, tokenOf } from "./makers.ts";

async function ask(path: string, stores: Partial<typeof env>) {
  const began = Date.now();
  const request = new Request(`https://darkroom.example${path}`);
  const response = await app.fetch(request, { ...env, ...stores }, createExecutionContext());
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as never,
    ms: Date.now() - began,
  };
}

const paths = ["/v1/media/640?", "/v1/media/shortcode/KA?", "/v1/media/search?lat=1&lng=2&", "/v1/media/popular?"];
const unavailable = {
  meta: {
    error_type: "APIError",
    code: 503,
    error_message: "The service is temporarily unavailable. Try again in a few seconds.",
  },
};

let credential = "";
beforeAll(async () => {
  await put(record({ id: "640" }));
  credential = `access_token=${await tokenOf("71")}`;
});

describe.concurrent.for(paths)("%s", (path) => {
  test("answers 503 within its time where D1 never answers", async () => {
    const { status, body, headers, ms } = await ask(path + credential, { DB: brokenD1(never) });
    expect({ status, body }).toEqual({ status: 503, body: unavailable });
    expect(headers.get("Retry-After")).toMatch(/^\d+$/);
    expect(ms).toBeLessThan(4_500);
  });

  test.for([
    "D1_ERROR: Network connection lost.",
    "D1 DB is overloaded. Requests queued for too long.",
    "D1_ERROR: internal error",
  ])("answers 503 where D1 fails: %s", async (message) => {
    const { status, body } = await ask(path + credential, { DB: brokenD1(fails(message)) });
    expect({ status, body }).toEqual({ status: 503, body: unavailable });
  });

  test("answers 500 without an inner word where a statement of ours is at fault", async () => {
    const broken = brokenD1(fails("D1_ERROR: no such column: m.secret at offset 7: SQLITE_ERROR"));
    const { status, body } = await ask(path + credential, { DB: broken });
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toMatch(/secret|SQL|D1/);
  });

  test("answers 500 where D1 answers half", async () => {
    const half: Fault = async (call) => {
      const { results, ...rest } = (await call()) as D1Result<Record<string, unknown>>;
      return {
        ...rest,
        results: results.map(({ user, ...row }) => row).concat(results.length ? [] : [{ visible: 1 }]),
      };
    };
    const { status } = await ask(path + credential, { DB: brokenD1(half) });
    expect(status).toBe(500);
  });

  test.for([
    "D1_ERROR: database is locked: SQLITE_BUSY",
    "D1_ERROR: Failed to get session commit token: internal error",
  ])("answers 200 where another process held the database for a moment: %s", async (message) => {
    let left = 3;
    const busy: Fault = (call) => (left-- > 0 ? Promise.reject(new Error(message)) : call());
    const { status } = await ask(path + credential, { DB: brokenD1(busy) });
    expect(status).toBe(200);
  });

  test("answers 503 where another process holds the database for long", async () => {
    const busy = fails("D1_ERROR: database is locked: SQLITE_BUSY");
    const { status, ms } = await ask(path + credential, { DB: brokenD1(busy) });
    expect(status).toBe(503);
    expect(ms).toBeLessThan(3_500);
  });

  test("lets nobody in where KV can't tell who asks", async () => {
    for (const fault of [
      never,
      fails("KV GET failed: 500"),
      async () => "half a rec",
      async () => ({ name: "half" }),
    ]) {
      for (const given of [credential, `client_id=${await client()}`]) {
        const { status, ms } = await ask(path + given, { KV: brokenKV(fault, (key) => key !== "popular") });
        expect(status).toBeGreaterThanOrEqual(500);
        expect(ms).toBeLessThan(2_500);
      }
    }
  });
});

test("popular comes from D1 where KV does not give its list", async () => {
  for (const fault of [never, fails("KV GET failed: 500")]) {
    const { status } = await ask(`/v1/media/popular?${credential}`, {
      KV: brokenKV(fault, (key) => key === "popular"),
    });
    expect(status).toBe(200);
  }
});
