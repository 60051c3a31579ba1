import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fingerprintOf } from "../src/caller.ts";
import app from "../src/index.ts";
import { client, get, newId, put, record, tokenOf } from "./makers.ts";

/** One line for each request. That none of a whole run holds a secret is watched in `leaks.ts`. */

let lines: { level: string; line: string }[] = [];
beforeEach(() => {
  lines = [];
  for (const level of ["log", "error"] as const) {
    vi.spyOn(console, level).mockImplementation((line: string) => {
      if (line.startsWith("{")) lines.push({ level, line });
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

const logged = () => lines.map(({ level, line }) => ({ level, ...JSON.parse(line) }));

test("tells the route, what came of it, what it cost, and who asked", async () => {
  const id = newId();
  await put(record({ id }));
  const token = await tokenOf("1");
  const { rows } = await get(`/v1/media/${id}?access_token=${token}`);
  expect(logged()).toEqual([
    {
      level: "log",
      route: "/v1/media/:id",
      method: "GET",
      status: 200,
      ms: expect.any(Number),
      db_ms: expect.any(Number),
      rows,
      caller: await fingerprintOf(token),
    },
  ]);
  expect(rows).toBeGreaterThan(0);
});

test.each([
  [
    "a parameter",
    "/v1/media/search?lat=91&lng=0&",
    { route: "/v1/media/search", status: 400, error_type: "APIInvalidParametersError" },
  ],
  [
    "an id, as JSONP",
    "/v1/media/x?callback=f&",
    { route: "/v1/media/:id", status: 400, error_type: "APINotFoundError" },
  ],
])("tells an error by its type: %s", async (_, path, line) => {
  const id = await client();
  await get(`${path}client_id=${id}`);
  expect(logged()).toEqual([expect.objectContaining({ level: "log", ...line, caller: await fingerprintOf(id) })]);
});

test("tells nothing of a caller who is not known, nor of an unknown path", async () => {
  await get("/v1/media/3?access_token=mistyped");
  await get("/v1/secret-path?access_token=mistyped", { method: "POST" });
  const [known, unknown] = logged();
  expect(known).toMatchObject({ route: "/v1/media/:id", status: 400, error_type: "OAuthAccessTokenException" });
  expect(known).not.toHaveProperty("caller");
  expect(unknown).toMatchObject({ method: "POST", status: 404, error_type: "APINotFoundError" });
  expect(lines.map(({ line }) => line).join()).not.toMatch(/mistyped|secret-path|darkroom\.example/);
});

test("tells a fault of ours as an error, and what it was, in the same line", async () => {
  const ask = async (bindings: object) => {
    const request = new Request(`https://darkroom.example/v1/media/3?client_id=${await client()}`);
    await app.fetch(request, { ...env, ...bindings }, createExecutionContext());
  };
  await ask({ KV: { get: () => Promise.reject(new Error("KV GET failed: 500")) } });
  const faulty = () => {
    throw new Error("D1_ERROR: no such column: m.x at offset 7: SQLITE_ERROR");
  };
  await ask({ DB: { withSession: () => ({ getBookmark: () => null, prepare: faulty }) } });
  expect(logged()).toEqual([
    expect.objectContaining({ level: "error", status: 503, fault: expect.stringContaining("KV GET failed: 500") }),
    expect.objectContaining({
      level: "error",
      status: 500,
      error_type: "APIError",
      fault: expect.stringContaining("no such column"),
    }),
  ]);
});
