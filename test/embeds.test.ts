import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { removeMedia } from "../cli/media.ts";
import app from "../src/index.ts";
import { shortcode } from "../src/media/id.ts";
import { brokenD1, never } from "./broken.ts";
import { author, comment, counted, full, get, hidden, person, put, record, tokenOf } from "./makers.ts";
import { visit } from "./visit.ts";

/** What a photo has outside the API: a page, the address of its picture, an oEmbed answer. */

const SITE = "https://darkroom.example";
const PICTURES = "https://pictures.example";
const file = (name: string, side: number) => ({ url: `${PICTURES}/${name}.jpg`, width: side, height: side });
const images = {
  thumbnail: file("small", 150),
  low_resolution: file("middle", 306),
  standard_resolution: file("large", 612),
};
const caption = (text: string) => ({ created_time: "1400000000", text, from: author(), id: "1" });

const owner = person({ id: "9007199254740993", username: "wren", full_name: "Wren Alder" });
const code = shortcode("7001");
beforeAll(async () => {
  const shown = { user: owner, images, caption: caption("The tide, at six."), comments: counted([comment()], 31) };
  await put(full({ id: "7001", ...shown, link: undefined }));
});

/** Every address under which a photo may be asked for without a credential. */
const addresses = (code: string) => [
  `/p/${code}`,
  `/p/${code}/`,
  `/p/${code}/media`,
  `/p/${code}/media/?size=l`,
  `/oembed?url=${encodeURIComponent(`${SITE}/p/${code}/`)}`,
];

describe("oEmbed", () => {
  const ask = (url: string, rest = "") => get(`/oembed?url=${encodeURIComponent(url)}${rest}`);

  test("answers with v1's keys in v1's order, no envelope, and every digit of the owner's id", async () => {
    const { status, body, text, headers } = await ask(`${SITE}/p/${code}/`);
    expect(status).toBe(200);
    expect(text).toContain('"author_id":9007199254740993,');
    expect(Object.entries(body)).toEqual(
      Object.entries({
        provider_url: `${SITE}/`,
        media_id: "7001_9007199254740993",
        title: "The tide, at six.",
        url: `${PICTURES}/large.jpg`,
        author_name: "wren",
        height: 612,
        width: 612,
        version: "1.0",
        author_url: `${SITE}/`,
        author_id: expect.any(Number),
        type: "photo",
        provider_name: "Darkroom",
      }),
    );
    expect(headers.get("Cache-Control")).toBe("public, max-age=60");
    expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
  });

  test.each([
    ["&maxwidth=612", "large", 612],
    ["&maxwidth=611", "middle", 306],
    ["&maxheight=306&maxwidth=900", "middle", 306],
    ["&maxheight=200", "small", 150],
    ["&maxwidth=100", "small", 100],
    ["&maxwidth=1&maxheight=40", "small", 1],
    ["&maxwidth=", "large", 612],
  ])("%s: the %s picture, %i wide", async (bounds, name, side) => {
    const { body } = await ask(`${SITE}/p/${code}/`, bounds);
    expect(body).toMatchObject({ url: `${PICTURES}/${name}.jpg`, width: side, height: side });
  });

  test("a picture that is wider than high keeps a pixel of height", async () => {
    const wide = { ...images, thumbnail: { ...images.thumbnail, height: 100 } };
    await put(record({ id: "7006", user: owner, images: wide }));
    const { body } = await ask(`${SITE}/p/${shortcode("7006")}/`, "&maxwidth=1");
    expect(body).toMatchObject({ width: 1, height: 1 });
  });

  test("takes the page's address with and without a slash, with a query, and the link that the photo came with", async () => {
    const link = `http://instagr.am/p/${shortcode("7002")}/`;
    await put(record({ id: "7002", user: owner, link, images }));
    const own = `${SITE}/p/${shortcode("7002")}`;
    for (const url of [link, link.slice(0, -1), own, `${own}/?from=feed`, own.replace("https", "http")]) {
      expect((await ask(url)).body.media_id, url).toBe("7002_9007199254740993");
    }
    // Its link has another code than its own.
    await put(record({ id: "7007", user: owner, link: "http://instagr.am/p/B/", images }));
    for (const url of [
      `http://instagr.am/p/${code}/`,
      `http://instagr.am/p/${shortcode("7007")}/`,
      `https://elsewhere.example/p/${code}/`,
      `${SITE}/p/${code}/more`,
      `${SITE}/v1/media/7001`,
      `ftp://darkroom.example/p/${code}/`,
      "7001",
      "//",
    ]) {
      const { status, body } = await ask(url);
      expect({ url, status, type: body.meta.error_type }).toEqual({ url, status: 404, type: "APINotFoundError" });
    }
  });

  test("says what is wrong with a request, by name", async () => {
    const refused = async (query: string) => {
      const { status, body } = await get(`/oembed?${query}`);
      return `${status} ${body.meta.error_message}`;
    };
    const url = `url=${SITE}/p/${code}/`;
    expect(await refused("")).toBe("400 url is missing; allowed: the address of a photo's page");
    expect(await refused(`${url}&${url}`)).toBe("400 url is given 2 times; allowed: once");
    expect(await refused(`url=${"x".repeat(2_001)}`)).toBe("400 url is too long; allowed: up to 2000 characters");
    expect(await refused(`${url}&maxwidth=0`)).toBe('400 maxwidth is "0"; allowed: pixels, an integer from 1');
    expect(await refused(`${url}&maxheight=tall`)).toBe('400 maxheight is "tall"; allowed: pixels, an integer from 1');
    expect(await refused(`${url}&format=xml`)).toBe("501 This format is not to be had; allowed: json");
  });

  test("is a call for a script", async () => {
    const { text, headers } = await ask(`${SITE}/p/${code}/`, "&callback=show&format=json");
    expect(text).toMatch(/^\/\*\*\/show\(\{"provider_url":.*\}\);$/);
    expect(headers.get("Content-Type")).toBe("text/javascript; charset=utf-8");
  });

  test("has the owner's own site where there is one", async () => {
    await put(record({ id: "7003", user: person({ website: "https://tern.example/about" }) }));
    const { body } = await ask(`${SITE}/p/${shortcode("7003")}/`);
    expect(body.author_url).toBe("https://tern.example/about");
  });
});

describe("the address of a picture", () => {
  test.each([
    ["", "middle"],
    ["?size=", "middle"],
    ["?size=t", "small"],
    ["?size=m", "middle"],
    ["?size=l", "large"],
  ])("%s leads to the %s one", async (query, name) => {
    for (const path of [`/p/${code}/media${query}`, `/p/${code}/media/${query}`]) {
      const { status, headers, text } = await get(path);
      expect({ status, text }).toEqual({ status: 302, text: "" });
      expect(headers.get("Location")).toBe(`${PICTURES}/${name}.jpg`);
      expect(headers.get("Cache-Control")).toBe("public, max-age=60");
    }
  });

  test("refuses a size that there is not", async () => {
    const { status, body } = await get(`/p/${code}/media?size=xl`);
    expect(status).toBe(400);
    expect(body.meta.error_message).toBe('size is "xl"; allowed: t, m, l');
  });

  test("of a host that is gone leads to a placeholder, on the page and in oEmbed too", async () => {
    for (const [i, host] of [
      "distillery.s3.amazonaws.com",
      "distilleryimage7.instagram.com",
      "distilleryimage11.ak.instagram.com",
      "images.ak.instagram.com",
    ].entries()) {
      const url = `http://${host}/2011/a_7.jpg`;
      const id = String(7100 + i);
      const gone = { ...images, standard_resolution: { ...images.standard_resolution, url } };
      await put(record({ id, user: owner, images: gone }));
      const [page, , , picture, embed] = await Promise.all(addresses(shortcode(id)).map((path) => get(path)));
      expect(picture?.headers.get("Location")).toBe(`${SITE}/console/placeholder.png`);
      expect(embed?.body.url).toBe(`${SITE}/console/placeholder.png`);
      expect(page?.text).toContain(`<img src="${SITE}/console/placeholder.png"`);
      expect(page?.text).not.toContain(host);
    }
  });
});

describe("the page", () => {
  test("has what previews read, and leads to oEmbed", async () => {
    const { status, text, headers } = await get(`/p/${code}/`);
    expect(status).toBe(200);
    expect(headers.get("Content-Type")).toBe("text/html; charset=UTF-8");
    const og = Object.fromEntries(
      [...text.matchAll(/<meta property="og:([\w:]+)" content="([^"]*)">/g)].map(([, key, value]) => [key, value]),
    );
    expect(og).toEqual({
      site_name: "Darkroom",
      type: "article",
      title: "Wren Alder: The tide, at six.",
      description: "The tide, at six.",
      url: `${SITE}/p/${code}/`,
      image: `${PICTURES}/large.jpg`,
      "image:width": "612",
      "image:height": "612",
      "image:alt": "The tide, at six.",
    });
    expect(text).toContain(`<link rel="canonical" href="${SITE}/p/${code}/">`);
    const oembed = text.match(/type="application\/json\+oembed" title="[^"]*" href="([^"]*)"/)?.[1] ?? "";
    expect((await get(oembed.replace(SITE, ""))).body.media_id).toBe("7001_9007199254740993");
  });

  test("shows counts, comments and place", async () => {
    const { text } = await get(`/p/${code}/`);
    expect(text).toContain("<b>31 comments</b>");
    // Pictures of people lie at another site, which is not asked.
    expect(text).toContain('<span class="face" aria-hidden="true">w</span>');
    expect(text).not.toContain("_75sq.jpg");
    expect(text).toMatch(/<time datetime="20\d\d-\d\d-\d\dT[\d:]+\.000Z">/);
  });

  test("runs nothing, whatever is written on a photo", async () => {
    const nasty = `"><script>alert(1)</script>'&\u2028<img src=x onerror=alert(2)>`;
    const user = person({ username: nasty, full_name: nasty, profile_picture: `/pictures/"onload="alert(3)` });
    const said = comment({ text: nasty, from: { ...author(), username: nasty } });
    const location = { latitude: 1, longitude: 1, name: nasty, id: 90 };
    await put(full({ id: "7004", user, caption: caption(nasty), comments: counted([said]), location, images }));
    const { text, headers } = await get(`/p/${shortcode("7004")}/`);
    expect(text).not.toMatch(/<script|<img src=x|"\s*onload=/i);
    expect(text).toContain("&lt;script&gt;alert(1)");
    expect(headers.get("Content-Security-Policy")).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self' https://pictures.example; media-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  test("of a video plays it", async () => {
    const videos = { standard_resolution: { url: `${PICTURES}/wave.mp4`, width: 640, height: 480 } };
    await put(record({ id: "7005", type: "video", videos, images, user: owner }));
    const { text, headers } = await get(`/p/${shortcode("7005")}/`);
    expect(text).toContain(`<video src="${PICTURES}/wave.mp4" poster="${PICTURES}/large.jpg" width="640" height="480"`);
    expect(text).toContain(`<meta property="og:video" content="${PICTURES}/wave.mp4">`);
    expect(headers.get("Content-Security-Policy")).toContain("media-src 'self' https://pictures.example;");
  });

  test("is where the link of a photo leads that came without one", async () => {
    const { body } = await get(`/v1/media/7001?access_token=${await tokenOf(owner.id)}`);
    expect(body.data.link).toBe(`${SITE}/p/${code}/`);
  });

  test("costs one round trip and as many rows as the photo by its id", async () => {
    for (const path of addresses(code)) {
      const { calls } = await visit(path);
      expect(calls, path).toMatchObject({ trips: 1, kvReads: 0, takes: 0 });
      expect(calls.rowsRead, path).toBeLessThanOrEqual(45);
    }
  });
});

test("a photo whose URLs lead nowhere has its page all the same", async () => {
  const nowhere = (url: string) => ({ url, width: 0, height: 0 });
  for (const [i, url] of ["", "...", "javascript:alert(1)", "//", "https://", "data:image/png;base64,"].entries()) {
    const id = String(7300 + i);
    const images = { thumbnail: nowhere(url), low_resolution: nowhere(url), standard_resolution: nowhere(url) };
    await put(record({ id, type: "video", user: owner, images, videos: { standard_resolution: nowhere(url) } }));
    const [page, , picture, , embed] = await Promise.all(addresses(shortcode(id)).map((path) => get(path)));
    expect(page?.text, url).toContain(`<img src="${SITE}/console/placeholder.png"`);
    expect(picture?.headers.get("Location"), url).toBe(`${SITE}/console/placeholder.png`);
    expect(embed?.body.url, url).toBe(`${SITE}/console/placeholder.png`);
  }
});

test("a photo that is private, was taken out, or never was: the same answer to the byte", async () => {
  const user = await hidden();
  await put(full({ id: "7200", user, images }), record({ id: "7201", user: owner, images }));
  await removeMedia(env.DB, undefined, ["7201"]);
  const token = await tokenOf(user.id);
  const seen = (path: string) =>
    visit(path).then(({ status, headers, text }) => ({
      status,
      headers: [...headers].sort(),
      text: text.replaceAll(/\/p\/[\w-]+/g, "/p/-"),
    }));
  const [hiddenOnes, taken, never, odd] = ["7200", "7201", "7202"].map(shortcode).concat("A").map(addresses);
  for (const [i, path] of (hiddenOnes ?? []).entries()) {
    const answer = await seen(path);
    expect(answer.status, path).toBe(404);
    expect(answer.headers).toContainEqual(["cache-control", "public, max-age=60"]);
    for (const other of [taken, never, odd]) expect(await seen(other?.[i] ?? ""), path).toEqual(answer);
    // Not for its owner either: what is shown here may be kept on the way.
    const separator = path.includes("?") ? "&" : "?";
    expect(await seen(`${path}${separator}access_token=${token}`)).toEqual(answer);
  }
});

test("an address may ask 300 times a minute, others go on", async () => {
  const from = (address: string, path: string) => get(path, { headers: { "CF-Connecting-IP": address } });
  while ((await env.VISITS.limit({ key: "203.0.113.9" })).success);
  for (const path of addresses(code)) {
    const { status, headers, body } = await from("203.0.113.9", path);
    expect({ status, retry: headers.get("Retry-After") }, path).toEqual({ status: 429, retry: "60" });
    expect(body.meta.error_message).toBe("Too many requests from your address.");
    expect((await from("203.0.113.10", path)).status).toBeLessThan(400);
  }
});

test("503 in its time where the database does not answer", async () => {
  const answers = addresses(code).map(async (path) => {
    const began = Date.now();
    const request = new Request(`${SITE}${path}`);
    const { status } = await app.fetch(request, { ...env, DB: brokenD1(never) }, createExecutionContext());
    return { status, inTime: Date.now() - began < 4_500 };
  });
  expect(await Promise.all(answers)).toEqual(Array(5).fill({ status: 503, inTime: true }));
});

test("HEAD and OPTIONS are answered, other methods refused", async () => {
  for (const path of addresses(code)) {
    expect((await get(path, { method: "HEAD" })).status).toBeLessThan(400);
    const { status, headers } = await get(path, { method: "POST" });
    expect({ status, allow: headers.get("Allow") }).toEqual({ status: 405, allow: "GET, HEAD, OPTIONS" });
  }
});
