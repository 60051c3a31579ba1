import { expect, test } from "vitest";
import { document } from "../openapi/document.ts";
import { OPERATIONS } from "../openapi/operations.ts";
import app from "../src/index.ts";
import { parseMediaId, parseShortcode } from "../src/media/id.ts";
import { fault } from "./document.ts";
import { client, get } from "./makers.ts";

/** The document against what it tells of: the routes, and what parameters really take. */

test("it has every route of the application, and no other", () => {
  const names: Record<string, string> = {
    "{media_id}": ":id",
    "{shortcode}": ":code",
    "{code}": ":code",
    "{name}": ":name",
  };
  const told = OPERATIONS.map(
    ({ method, path }) => `${method} ${path.replace(/\{[^}]+\}/, (name) => names[name] ?? name)}`,
  );
  const served = app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`);
  expect(told.sort()).toEqual([...new Set(served)].sort());
});

test("it has every parameter that an operation checks, and words for each", () => {
  for (const { id, params, shape } of OPERATIONS) {
    expect({ id, names: params.map(({ name }) => name).sort() }).toEqual({ id, names: Object.keys(shape).sort() });
  }
});

interface Parameter {
  name: string;
  in: string;
  required: boolean;
  schema: { type?: string; minimum?: number; maximum?: number; maxLength?: number; enum?: string[]; default?: unknown };
}

const QUERIES = OPERATIONS.filter(({ answer, method }) => answer && method === "GET").flatMap(({ path }) => {
  const operations = document.paths[path] as Record<string, { parameters: Parameter[] }>;
  const params = operations.get?.parameters.filter(({ in: at }) => at === "query") ?? [];
  return params.map((param) => ({
    path,
    param,
    others: params.filter(({ name, required }) => required && param.name !== name),
  }));
});

test.each(QUERIES.map((query) => ({ what: `${query.param.name} of ${query.path}`, ...query })))(
  "$what: its limits are the API's",
  async ({ path, param: { name, schema, required }, others }) => {
    const app = await client();
    const ask = async (value: string | number | undefined) => {
      const query = new URLSearchParams({ client_id: app });
      for (const { name } of others) query.set(name, "1");
      if (value !== undefined) query.set(name, String(value));
      // They are seven days apart at most.
      if (name === "min_timestamp" && value !== undefined) query.set("max_timestamp", String(Number(value) + 1));
      const { status, body } = await get(`${path.replace("{media_id}", "1").replace("{shortcode}", "B")}?${query}`);
      const refused = status === 400 && body.meta.error_message.startsWith(name);
      return refused || (status === 400 && /^Count must/.test(body.meta.error_message));
    };
    expect(await ask(undefined), "left out").toBe(required);
    const { minimum, maximum, maxLength, type } = schema;
    const step = type === "integer" ? 1 : 1e-9;
    if (minimum !== undefined) {
      expect([await ask(minimum), await ask(minimum - step)], "its minimum, and less").toEqual([false, true]);
    }
    if (maximum !== undefined) {
      expect([await ask(maximum), await ask(maximum + (type === "integer" ? 1 : 1e-9))], "its maximum").toEqual([
        false,
        true,
      ]);
    }
    if (schema.enum) {
      expect([...(await Promise.all(schema.enum.map(ask))), await ask("neither")].at(-1)).toBe(true);
    }
    if (type === "integer" || type === "number") expect(await ask("many"), "no number").toBe(true);
    if (maxLength !== undefined && name !== "callback") expect(await ask("x".repeat(maxLength + 1))).toBe(true);
  },
);

test("what a path takes is told as it is checked", () => {
  const pattern = (path: string, name: string) => {
    const operations = document.paths[path] as Record<
      string,
      { parameters: { name: string; schema: { pattern: string } }[] }
    >;
    return new RegExp(operations.get?.parameters.find((one) => one.name === name)?.schema.pattern ?? "^$");
  };
  const takes = (parse: (text: string) => unknown, text: string) => {
    try {
      parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const id = pattern("/v1/media/{media_id}", "media_id");
  for (const text of ["3", "3_3", "03", "0", "3_", "_3", "3_3_3", "1".repeat(19), "1".repeat(20), "x", ""]) {
    expect(id.test(text), text).toBe(takes(parseMediaId, text));
  }
  const code = pattern("/v1/media/shortcode/{shortcode}", "shortcode");
  for (const text of ["D", "BQEEq", "BV5v_", "A", "AB", "a-_9", "B".repeat(10), "B".repeat(12), "", "é", "B.D"]) {
    expect(code.test(text), text).toBe(takes(parseShortcode, text));
  }
});

test("its schemas tell answers from what is not one", () => {
  const request = new Request("https://darkroom.example/v1/media/popular?client_id=a");
  const wrong = (status: number, body: unknown) => fault(request, status, "application/json", body);
  expect(wrong(200, { meta: { code: 200 }, data: [] })).toBeUndefined();
  expect(wrong(200, { meta: { code: 200 }, data: [{}] })).toContain("required");
  expect(wrong(200, { meta: { code: 200 }, data: [], more: 1 })).toContain("more");
  expect(wrong(418, {})).toBe("the document has no 418 for GET /v1/media/popular");
  expect(wrong(400, { meta: { code: 404, error_type: "APIError", error_message: "x" } })).toBeDefined();
  expect(fault(new Request("https://darkroom.example/v1/users"), 200, "application/json", {})).toContain("200");
});
