import { describe, expect, test } from "vitest";
import { client, get } from "./makers.ts";
import { ROUTES } from "./routes.ts";

/** What every route has in common, besides who may ask. */

const UNKNOWN = [
  "/",
  "/v1",
  "/v1/",
  "/v1/media",
  "/v1/media/",
  "/v1/media.json",
  "/v1/nothing",
  "/v2/media/3",
  "/media/3",
];

test.each([...UNKNOWN, "/V1/media/3", "/v1/Media/3", "/v1/media/3/nothing", "//v1/media/3", "/v1//media/3"])(
  "nothing is at %s, whoever asks",
  async (path) => {
    for (const url of [path, `${path}?client_id=${await client()}`]) {
      const { status, body, headers } = await get(url);
      expect(status).toBe(404);
      expect(body.meta.error_type).toBe("APINotFoundError");
      expect(headers.get("Content-Type")).toBe("application/json; charset=utf-8");
      expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
      expect(headers.get("Cache-Control")).toBe("private, no-store");
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    }
  },
);

test("whatever stands before them, slashes at the end are cut off", async () => {
  const app = await client();
  const { body } = await get(`/v1/media/3${encodeURIComponent("\u2028")}//?client_id=${app}`);
  expect(body.meta.error_message).toBe("invalid media id");
});

test("nothing is at an unknown path for any method", async () => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    expect((await get("/v1/nothing", { method })).status).toBe(404);
  }
});

describe.each(Object.entries(ROUTES))("%s", (_, route) => {
  const asked = async () => `${await route()}&client_id=${await client()}`;

  test("answers the same with a slash or .json at the end of its path", async () => {
    const url = await asked();
    const plain = await get(url);
    expect(plain.status).toBe(200);
    for (const end of ["/", ".json", ".json/"]) {
      const { status, body } = await get(url.replace("?", `${end}?`));
      expect(status).toBe(200);
      expect(body).toEqual(plain.body);
    }
  });

  test("answers HEAD as GET, without the body", async () => {
    const url = await asked();
    const { headers } = await get(url);
    const head = await get(url, { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(head.text).toBe("");
    for (const name of ["Content-Type", "Cache-Control", "Access-Control-Allow-Origin", "X-Content-Type-Options"]) {
      expect(head.headers.get(name)).toBe(headers.get(name));
    }
    expect((await get(await route(), { method: "HEAD" })).status).toBe(400);
  });

  test("lets pages of other sites ask, with the Authorization header too", async () => {
    const { status, text, headers } = await get(await route(), {
      method: "OPTIONS",
      headers: {
        Origin: "https://page.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
      },
    });
    const list = (name: string) => headers.get(name)?.toLowerCase().split(/, */);
    expect(status).toBe(204);
    expect(text).toBe("");
    expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(list("Access-Control-Allow-Methods")).toContain("get");
    expect(list("Access-Control-Allow-Headers")).toEqual(["authorization", "content-type"]);
  });

  test("lets pages of other sites read its own headers", async () => {
    const { headers } = await get(await asked(), { headers: { Origin: "https://page.example" } });
    expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(headers.get("Access-Control-Expose-Headers")).toContain("Server-Timing");
  });

  test("tells what it cost", async () => {
    expect((await get(await asked())).headers.get("Server-Timing")).toMatch(/^db;dur=\d+(\.\d+)?;desc="\d+ rows"$/);
  });

  test("ignores parameters that it does not know", async () => {
    const url = await asked();
    const { body } = await get(url);
    for (const more of [
      "_=1384500000000",
      "pretty=1",
      "__proto__=1&constructor=2&toString=3",
      "MAX_TIMESTAMP=x",
      "&&=",
    ]) {
      const answer = await get(`${url}&${more}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(body);
    }
  });
});
