import { describe, expect, test } from "vitest";
import { isSigned, sign } from "../src/signature.ts";
import { client, full, get, HOUR, newId, now, put, record, spot, tokenOf } from "./makers.ts";

/** Signed requests: the published examples, and a client that must sign. */

const PAGE = "6dc1787668c64c939929c17683d7cb74";
const TOKEN = "fb2e77d.47a0479900504cb3ab4a1f626d174d2d";

/** The first two are of v1's own page; all four were also computed with Python's hmac. */
const EXAMPLES: [secret: string, path: string, query: string, sig: string][] = [
  [PAGE, "/v1/users/self", `access_token=${TOKEN}`, "cbf5a1f41db44412506cb6563a3218b50f45a710c7a8a65a3e9b18315bb338bf"],
  [
    PAGE,
    "/v1/media/657988443280050001_25025320",
    `count=10&access_token=${TOKEN}`,
    "260634b241a6cfef5e4644c205fb30246ff637591142781b86e2075faf1b163a",
  ],
  [
    "s3cret-example",
    "/v1/media/search",
    "lng=2.294351&lat=48.858844&distance=1000&access_token=1.test.token",
    "d46f6936c70ec968c042408968364eb90ae3d9cd7c1cef3fdccccdf339f22339",
  ],
  [
    "s3cret-example",
    "/v1/media/popular",
    "client_id=example-client&count=5",
    "480796c66e522a4f3fd51151365741e28f29a28000aa064c685268bf234a9441",
  ],
];

test.each(EXAMPLES)("%s %s?%s", async (secret, path, query, sig) => {
  const params = new URLSearchParams(query);
  expect(await sign(path, params, secret)).toBe(sig);
  expect(await isSigned(path, params, secret, sig)).toBe(true);
  expect(await isSigned(path, new URLSearchParams(`sig=${sig}&${query}`), secret, sig)).toBe(true);
});

test("values count as they are before URL encoding, and beyond ASCII too", async () => {
  const encoded = new URLSearchParams("b=a%7Cb%20c&a=%C3%A9+%F0%9F%8C%8A");
  const raw = new URLSearchParams([
    ["a", "é 🌊"],
    ["b", "a|b c"],
  ]);
  expect(await sign("/v1/media/3", encoded, "s")).toBe(await sign("/media/3", raw, "s"));
});

test("nothing else is the signature: another secret, path, value or form", async () => {
  const [secret, path, query, sig] = EXAMPLES[2] as (typeof EXAMPLES)[number];
  const params = new URLSearchParams(query);
  expect(await isSigned(path, params, `${secret}x`, sig)).toBe(false);
  expect(await isSigned("/v1/media/popular", params, secret, sig)).toBe(false);
  expect(await isSigned(path, new URLSearchParams(query.replace("1000", "1001")), secret, sig)).toBe(false);
  expect(await isSigned(path, new URLSearchParams(`${query}&count=1`), secret, sig)).toBe(false);
  const others = [sig.slice(1), `${sig}0`, sig.toUpperCase(), "", `${sig.slice(0, 63)}g`, sig.replace("d", "e")];
  for (const other of others) expect(await isSigned(path, params, secret, other)).toBe(false);
});

describe("a client that must sign", () => {
  const secret = "a secret of this test";
  const signing = () => client(crypto.randomUUID(), { secret, enforce_signed: true });
  /** The URL with its signature. */
  const signed = async (url: string, key = secret) => {
    const { pathname, search, searchParams } = new URL(url, "https://darkroom.example");
    return `${pathname}${search}&sig=${await sign(pathname, searchParams, key)}`;
  };
  const forbidden = (message: string) => {
    const meta = {
      error_type: "OAuthForbiddenException",
      code: 403,
      error_message: `Invalid signed-request: ${message}`,
    };
    return { status: 403, body: { meta, ...meta } };
  };
  const photo = async () => {
    const id = newId();
    await put(record({ id }));
    return `/v1/media/${id}`;
  };

  test("is answered where it does, by client_id and by a token of its, with or without .json and a slash", async () => {
    const id = await signing();
    const path = await photo();
    for (const query of [`client_id=${id}`, `access_token=${await tokenOf("1", { client_id: id })}&b=1&a=2`]) {
      for (const end of ["", "/", ".json", ".json/"]) {
        expect((await get(await signed(`${path}${end}?${query}`))).status).toBe(200);
        const bare = (await signed(`${path}?${query}`)).replace("?", `${end}?`);
        expect((await get(bare)).status).toBe(200);
      }
    }
  });

  test("is refused where it does not, or not rightly, as v1 did, and without the headers of the limit", async () => {
    const id = await signing();
    const path = await photo();
    for (const query of [`client_id=${id}`, `access_token=${await tokenOf("1", { client_id: id })}`]) {
      for (const sig of ["", "&sig="]) {
        const { status, body, headers } = await get(`${path}?${query}${sig}`);
        expect({ status, body }).toEqual(forbidden("Missing required parameter 'sig'"));
        expect(headers.get("X-Ratelimit-Remaining")).toBeNull();
      }
      const right = await signed(`${path}?${query}`);
      for (const url of [`${right}&count=5`, `${right}0`, await signed(`${path}?${query}`, "another")]) {
        const { status, body } = await get(url);
        expect({ status, body }).toEqual(forbidden("Signature does not match"));
      }
    }
  });

  test("finds the next page signed", async () => {
    const at = spot();
    const place = { latitude: at.lat, longitude: at.lng, location: null };
    await put(...[1, 2, 3].map((i) => full({ ...place, created_time: String(now() - i * HOUR) })));
    const url = `/v1/media/search.json?lat=${at.lat}&lng=${at.lng}&count=1&client_id=${await signing()}`;
    let next: string | undefined = await signed(url);
    let pages = 0;
    while (next !== undefined) {
      const { status, body }: { status: number; body: { data: unknown[]; pagination?: { next_url: string } } } =
        await get(next.replace("https://darkroom.example", ""));
      expect([status, body.data.length]).toEqual([200, 1]);
      next = body.pagination?.next_url;
      pages++;
    }
    expect(pages).toBe(3);
  });

  test("is not asked of others, who may sign as they like", async () => {
    const path = await photo();
    expect((await get(`${path}?client_id=${await client()}&sig=nonsense`)).status).toBe(200);
    // The token rules, and it names no client.
    expect((await get(`${path}?access_token=${await tokenOf("1")}&client_id=${await signing()}`)).status).toBe(200);
  });

  test("ends with its client: a token that names one that is gone is no token", async () => {
    const token = await tokenOf("1", { client_id: "gone" });
    const { status, body } = await get(`${await photo()}?access_token=${token}`);
    expect([status, body.meta.error_type]).toEqual([400, "OAuthAccessTokenException"]);
  });
});
