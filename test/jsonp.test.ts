import { describe, expect, test } from "vitest";
import { client, comment, counted, get, put, record, tokenOf } from "./makers.ts";
import { ROUTES } from "./routes.ts";

/** JSONP: the answer as a call of the page's own function. */

const NAMES = [
  [
    "grid",
    "$",
    "_",
    "jQuery1830_1384500000000",
    "instafeedCache1a2b.parse",
    "a.b.c.d",
    "$.x._1",
    "callback",
    "x".repeat(128),
  ],
].flat();

const BAD_NAMES = [
  ...["1a", "a-b", "a b", "a.", ".a", "a..b", "a.1", "a[0]", "a()", "a;b", "alert(1)//", "<script>", "a%0Ab", "%00"],
  ...["é", "a,b", "a=1", "%2F**%2F", "'a'", "x".repeat(129), "x".repeat(10_000), "a%E2%80%A8"],
];

describe.each(Object.entries(ROUTES))("%s", (_, route) => {
  const asked = async () => `${await route()}&client_id=${await client()}`;

  test("calls the function that callback names with what it would answer", async () => {
    const url = await asked();
    const { body } = await get(url);
    const script = await get(`${url}&callback=grid`);
    expect(script.status).toBe(200);
    expect(script.text.startsWith("/**/grid({")).toBe(true);
    expect(script.text.endsWith("});")).toBe(true);
    expect(script.body).toEqual(body);
    expect(script.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8");
    expect(script.headers.get("Cache-Control")).toBe("private, no-store");
    expect(script.headers.get("X-Content-Type-Options")).toBe("nosniff");
  });

  test("tells an error inside of the call, with status 200, as a script that fails never calls back", async () => {
    const script = await get(`${await route()}&client_id=unknown&callback=grid`);
    expect(script.status).toBe(200);
    expect(script.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8");
    expect(script.body.meta.code).toBe(400);
    expect(script.body.meta.error_type).toBe("OAuthParameterException");
  });

  test("takes a blank callback for none", async () => {
    const url = await asked();
    const plain = await get(`${url}&callback=`);
    expect(plain.headers.get("Content-Type")).toBe("application/json; charset=utf-8");
    expect(plain.body).toEqual((await get(url)).body);
  });
});

const popular = async () => `/v1/media/popular?client_id=${await client()}`;

test.each(NAMES)("%s is a function's name", async (name) => {
  const { status, text } = await get(`${await popular()}&callback=${name}`);
  expect(status).toBe(200);
  expect(text.startsWith(`/**/${name}(`)).toBe(true);
});

test.each(BAD_NAMES)("%s is no function's name, and the refusal is plain JSON", async (name) => {
  const { status, body, headers } = await get(`${await popular()}&callback=${name}`);
  expect(status).toBe(400);
  expect(headers.get("Content-Type")).toBe("application/json; charset=utf-8");
  expect(body.meta.error_type).toBe("APIInvalidParametersError");
  expect(body.meta.error_message).toMatch(/callback.*allowed/);
});

test("a callback given twice is refused", async () => {
  const { status, body } = await get(`${await popular()}&callback=a&callback=a`);
  expect(status).toBe(400);
  expect(body.meta.error_message).toMatch(/callback.*allowed: once/);
});

test("an unknown path is told inside of the call too", async () => {
  const { status, body } = await get("/v1/nothing?callback=grid");
  expect(status).toBe(200);
  expect(body.meta.code).toBe(404);
});

test("nothing in a photo can end the script that it stands in", async () => {
  const text = "</script><script>alert(1)</script> <!-- & \u2028 \u2029 ' \" \\ */ );";
  const photo = record({ comments: counted([comment({ text })]), tags: [text] });
  await put(photo);
  const { text: script, body } = await get(`/v1/media/${photo.id}?access_token=${await tokenOf("1")}&callback=grid`);
  expect(script).not.toMatch(/[<>&\u2028\u2029]/);
  expect(body.data.comments.data[0].text).toBe(text);
  expect(body.data.tags).toEqual([text]);
});

test("what came in the query is not repeated unescaped", async () => {
  const asked = encodeURIComponent("</script>&\u2028");
  const { text, body } = await get(`/v1/media/search?lat=${asked}&lng=1&client_id=${await client()}&callback=grid`);
  expect(body.meta.code).toBe(400);
  expect(text).not.toMatch(/[<>&\u2028\u2029]/);
});
