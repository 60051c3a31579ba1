import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { get, person, put, record, tokenOf } from "./makers.ts";

/** Parameters in the body of a request, where v1's clients put them, beside those in the query. */

const user = person();
const photo = record();
const path = `/v1/media/${photo.id}/likes`;
let token = "";
beforeAll(async () => {
  await put(photo, record({ user }));
  token = await tokenOf(user.id, { scopes: ["likes"] });
});
beforeEach(() => env.DB.prepare("DELETE FROM likes").run());

const likes = async () => (await env.DB.prepare("SELECT count(*) AS n FROM likes").first<{ n: number }>())?.n;
const bytes = (text: string) => new TextEncoder().encode(text);
const TYPE = "application/x-www-form-urlencoded";

/** A POST with this body; `type` null is a body without any content type. */
function post(body: BodyInit, type: string | null, query = "") {
  const headers: HeadersInit = type === null ? {} : { "Content-Type": type };
  return get(`${path}?${query}`, { method: "POST", body: typeof body === "string" ? bytes(body) : body, headers });
}

test.each<[what: string, type: string | null]>([
  ["a form", TYPE],
  ["a form with its charset", `${TYPE}; charset=UTF-8`],
  ["a form in capitals", TYPE.toUpperCase()],
  ["a body without any content type", null],
  ["plain text", "text/plain;charset=UTF-8"],
])("the token and _method are found in %s", async (_, type) => {
  expect((await post(`access_token=${token}`, type)).body).toEqual({ meta: { code: 200 }, data: null });
  expect(await likes()).toBe(1);
  expect((await post(`_method=DELETE&access_token=${encodeURIComponent(token)}&`, type)).status).toBe(200);
  expect(await likes()).toBe(0);
});

test("the token and _method are found in a multipart form, files passed over", async () => {
  const form = (fields: Record<string, string | Blob>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    return { method: "POST", body: data };
  };
  expect((await get(path, form({ access_token: token, photo: new Blob(["x"]) }))).status).toBe(200);
  expect(await likes()).toBe(1);
  expect((await get(path, form({ access_token: token, _method: "DELETE" }))).status).toBe(200);
  expect(await likes()).toBe(0);
});

test("a DELETE may have its token in a form too; a GET has no body", async () => {
  await post(`access_token=${token}`, TYPE);
  const sent = { method: "DELETE", body: `access_token=${token}`, headers: { "Content-Type": TYPE } };
  expect((await get(path, sent)).status).toBe(200);
  expect(await likes()).toBe(0);
});

test("an empty body says nothing: the token is in the query or in the header", async () => {
  expect((await post("", null, `access_token=${token}`)).status).toBe(200);
  expect((await post("", TYPE, `access_token=${token}`)).status).toBe(200);
  expect((await post("", "application/json", `access_token=${token}`)).status).toBe(200);
  const headers = { Authorization: `Bearer ${token}` };
  expect((await get(`${path}?_method=DELETE`, { method: "POST", headers })).status).toBe(200);
  expect(await likes()).toBe(0);
  expect((await get(path, { method: "POST", headers })).status).toBe(200);
  expect(await likes()).toBe(1);
});

test.each(["DELETE", "delete", "Delete"])(
  "_method=%s takes the like back, in the query and in a form",
  async (method) => {
    for (const [body, query] of [
      ["", `_method=${method}`],
      [`_method=${method}`, ""],
    ] as const) {
      await post(`access_token=${token}`, TYPE);
      expect(await likes()).toBe(1);
      expect((await post(body, TYPE, `access_token=${token}&${query}`)).status).toBe(200);
      expect(await likes()).toBe(0);
    }
  },
);

test.each(["POST", "post", "", "%20"])("_method=%s is a like", async (method) => {
  expect((await post("", null, `access_token=${token}&_method=${method}`)).status).toBe(200);
  expect(await likes()).toBe(1);
});

test.each(["PUT", "Get", "DELET", "DELETE,", "1"])("_method=%s is refused by its name", async (method) => {
  const { status, body } = await post(`_method=${method}`, TYPE, `access_token=${token}`);
  expect(status).toBe(400);
  expect(body.meta.error_type).toBe("APIInvalidParametersError");
  expect(body.meta.error_message).toBe(`_method is "${method}"; allowed: POST, DELETE`);
  expect(await likes()).toBe(0);
});

test("what is given twice is refused, in one place or in two", async () => {
  for (const [body, query, name] of [
    [`access_token=${token}`, `access_token=${token}`, "access_token"],
    ["_method=DELETE", `access_token=${token}&_method=DELETE`, "_method"],
    [`access_token=${token}&access_token=${token}`, "", "access_token"],
  ] as const) {
    const answer = await post(body, TYPE, query);
    expect([answer.status, answer.body.meta.error_message]).toEqual([400, `${name} is given 2 times; allowed: once`]);
  }
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": TYPE };
  const twice = await get(path, { method: "POST", body: `access_token=${token}`, headers });
  expect(twice.body.meta.error_message).toBe("access_token is given more than once; allowed: once");
  expect(await likes()).toBe(0);
});

test.each([
  ["application/json", '{"_method":"DELETE"}'],
  ["application/octet-stream", "_method=DELETE"],
  ["text/html", "_method=DELETE"],
  ["application/x-www-form-urlencoded2", "_method=DELETE"],
])("a body of %s is refused by its type", async (type, text) => {
  const { status, body } = await post(text, type, `access_token=${token}`);
  expect([status, body.meta.error_type]).toEqual([400, "APIInvalidParametersError"]);
  expect(body.meta.error_message).toBe(
    `Content-Type is "${type}"; allowed: application/x-www-form-urlencoded, multipart/form-data`,
  );
  expect(await likes()).toBe(0);
});

test.each([
  ["without a boundary", "multipart/form-data"],
  ["with another boundary", "multipart/form-data; boundary=b"],
])("a multipart form %s is refused as damaged", async (_, type) => {
  const { status, body } = await post("--a\r\nno form\r\n--a--", type, `access_token=${token}`);
  expect([status, body.meta.error_type]).toEqual([400, "APIInvalidParametersError"]);
  expect(await likes()).toBe(0);
});

/** A body that comes in pieces, so that nothing tells its length before. */
function streamed(pieces: number) {
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (sent++ < pieces) controller.enqueue(bytes("x".repeat(1_024)));
      else controller.close();
    },
  });
  return { body, sent: () => sent };
}

test("a body over 16 KB is refused, whether it tells its length or not", async () => {
  const fits = `access_token=${token}&more=`.padEnd(16_384, "x");
  expect((await post(fits, TYPE)).status).toBe(200);
  await env.DB.prepare("DELETE FROM likes").run();
  const long = await post(`${fits}x`, TYPE);
  expect([long.status, long.body.meta]).toEqual([
    413,
    { error_type: "APIError", code: 413, error_message: "The body is too long; allowed: 16384 bytes." },
  ]);
  const unknown = streamed(10_000);
  expect((await post(unknown.body, TYPE, `access_token=${token}`)).status).toBe(413);
  // Nor is it read to its end.
  expect(unknown.sent()).toBeLessThan(1_000);
  expect(await likes()).toBe(0);
});
