import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { author, client, counted, get, now, person, put, record, tokenOf } from "./makers.ts";

/** The list of those who like a photo, and what becomes of likers and totals when imports and live likes meet. */

const post = async (id: string, user: { id: string }, method = "POST") => {
  const token = await tokenOf(user.id, { scopes: ["likes"] });
  const { status, text } = await get(`/v1/media/${id}/likes?access_token=${token}`, { method });
  if (status !== 200) throw new Error(text);
};
const likes = async (id: string, query = "") =>
  (await get(`/v1/media/${id}/likes?client_id=${await client()}&${query}`)).body;
const media = async (id: string) => (await get(`/v1/media/${id}?client_id=${await client()}`)).body.data;

/** Likes with times, as they were given live; several may share a second. */
async function dated(id: string, given: { user: ReturnType<typeof author>; at: number }[]) {
  const rows = given.map(({ user, at }) => [user.id, at, JSON.stringify(user)]);
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO users (id, username) SELECT value ->> 0, 'u' || (value ->> 0) FROM json_each(?1)
       WHERE true ON CONFLICT DO NOTHING`,
    ).bind(JSON.stringify(rows)),
    env.DB.prepare(
      `INSERT INTO likes (media_pk, created_time, position, user_pk, liker)
       SELECT m.pk, j.value ->> 1, 0, u.pk, j.value ->> 2 FROM json_each(?1) j
       CROSS JOIN users u ON u.id = j.value ->> 0 CROSS JOIN media m ON m.id = ?2`,
    ).bind(JSON.stringify(rows), id),
  ]);
}

test("likers are listed as printed, newest first, those of an import last and in its order", async () => {
  const listed = [
    { username: "ada", full_name: "Ada Alder", type: "user", id: "71", profile_picture: "https://pictures.example/a" },
    { username: "bo", id: "72" },
    author(),
  ];
  const photo = record({ likes: counted(listed, 90) });
  const [old, fresh] = [person({ full_name: "Old" }), person({ full_name: undefined, profile_picture: undefined })];
  await put(photo, record({ user: old }), record({ user: fresh }));
  await dated(photo.id, [{ user: author(old), at: now() - 60 }]);
  await post(photo.id, fresh);
  const { id, username } = fresh;
  const live = [{ username, full_name: "", id, profile_picture: "" }, author(old)];
  expect(await likes(photo.id)).toEqual({ meta: { code: 200 }, data: [...live, ...listed] });
  expect((await media(photo.id)).likes).toEqual({ count: 92, data: [...live, ...listed] });
});

test("a photo that nobody likes has an empty list", async () => {
  const photo = record({ likes: { count: 5, data: [] } });
  await put(photo);
  expect(await likes(photo.id)).toEqual({ meta: { code: 200 }, data: [] });
});

test.each([1, 2, 7, 49, 50, 100])(
  "pages of %i, followed to the end, have everyone once and in order",
  async (count) => {
    const photo = record({ likes: counted([author(), author(), author()], 40) });
    await put(photo);
    const at = now() - 1_000;
    // Several to the second, so that pages end among likes of one time.
    const given = Array.from({ length: 50 }, (_, i) => ({ user: author(), at: at - Math.floor(i / 9) }));
    await dated(photo.id, given);
    const expected = [...given.map(({ user }) => user.id), ...photo.likes.data.map(({ id }: { id: string }) => id)];
    const seen: string[] = [];
    let next: string | undefined =
      `https://darkroom.example/v1/media/${photo.id}/likes?client_id=${await client()}&count=${count}`;
    let pages = 0;
    while (next !== undefined) {
      const { pathname, search } = new URL(next);
      const { body } = await get(pathname + search);
      expect(body.data.length).toBeLessThanOrEqual(count);
      expect(body.data.length).toBeGreaterThan(0);
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      next = body.pagination?.next_url;
      pages++;
    }
    expect(seen).toEqual(expected);
    expect(pages).toBe(Math.ceil(53 / count));
  },
);

test("a like given or taken back between two pages neither doubles nor hides another", async () => {
  const photo = record();
  await put(photo);
  const given = Array.from({ length: 6 }, (_, i) => ({ user: author(), at: now() - 100 - i }));
  await dated(photo.id, given);
  const first = await likes(photo.id, "count=3");
  const cursor = new URL(first.pagination.next_url).searchParams.get("cursor");
  await env.DB.prepare("DELETE FROM likes WHERE user_pk IN (SELECT pk FROM users WHERE id IN (?1, ?2))")
    .bind(given[2]?.user.id, given[4]?.user.id)
    .run();
  await dated(photo.id, [{ user: author(), at: now() - 50 }]);
  const second = await likes(photo.id, `count=3&cursor=${cursor}`);
  expect(second.data.map(({ id }: { id: string }) => id)).toEqual([given[3]?.user.id, given[5]?.user.id]);
  expect(second.pagination).toBeUndefined();
});

test("a cursor that is damaged, or that of another list, is refused", async () => {
  const [photo, other] = [
    record({ likes: counted([author(), author()]) }),
    record({ likes: counted([author(), author()]) }),
  ];
  await put(photo, other);
  const cursorOf = async (id: string) =>
    new URL((await likes(id, "count=1")).pagination.next_url).searchParams.get("cursor") ?? "";
  const [own, foreign] = [await cursorOf(photo.id), await cursorOf(other.id)];
  expect((await likes(photo.id, `cursor=${own}`)).data).toEqual([photo.likes.data[1]]);
  const app = `client_id=${await client()}`;
  const search = await get(`/v1/media/search?lat=1&lng=1&cursor=${own}&${app}`);
  const bad = [
    foreign,
    `${own}x`,
    own.slice(1),
    own.replace(/^./, (c) => (c === "1" ? "2" : "1")),
    "x",
    "1.1.1.a",
    "x".repeat(201),
  ];
  const refused = [
    search,
    ...(await Promise.all(bad.map((cursor) => get(`/v1/media/${photo.id}/likes?cursor=${cursor}&${app}`)))),
  ];
  for (const { status, body } of refused) {
    expect([status, body.meta.error_type]).toEqual([400, "APIInvalidParametersError"]);
    expect(body.meta.error_message).toMatch(/^cursor is /);
  }
});

test.each([
  ["0", "Count must be larger than zero."],
  ["-1", "Count must be larger than zero."],
  ["x", 'count is "x"; allowed: an integer from 1 to 100'],
])("count=%s is refused", async (count, message) => {
  const photo = record();
  await put(photo);
  const { status, body } = await get(`/v1/media/${photo.id}/likes?client_id=${await client()}&count=${count}`);
  expect([status, body.meta.error_message]).toEqual([400, message]);
});

test("up to 100 likers are listed where no count is given, and where more is asked", async () => {
  const photo = record({ likes: counted(Array.from({ length: 101 }, () => author())) });
  await put(photo);
  for (const query of ["", "count=", "count=100", "count=1000"]) {
    const { data, pagination } = await likes(photo.id, query);
    expect(data).toEqual(photo.likes.data.slice(0, 100));
    expect(pagination).toBeDefined();
  }
});

test("an imported total is never lost, whatever likes and newer imports come", async () => {
  const [listed, live, both] = [author(), person(), person()];
  const photo = record({ likes: counted([listed, author(both)], 79_623) });
  await put(photo, record({ user: live }), record({ user: both }));
  const count = async () => (await media(photo.id)).likes.count;
  await post(photo.id, live);
  expect(await count()).toBe(79_624);
  // Who is listed likes it already.
  await post(photo.id, both);
  expect(await count()).toBe(79_624);
  await post(photo.id, both, "DELETE");
  expect(await count()).toBe(79_623);
  await put(photo);
  expect(await count()).toBe(79_623);
  await post(photo.id, both);
  expect((await media(photo.id)).likes).toEqual({ count: 79_624, data: [...(await twoLatest()), listed] });

  // A newer file that knows of one of the two live likes: one of them is in its total.
  const newer = { ...photo, likes: counted([author(live), listed], 80_000) };
  await put(newer);
  expect(await count()).toBe(80_001);
  await put({ ...newer, likes: counted([], 80_100) });
  expect(await count()).toBe(80_102);
  await post(photo.id, live, "DELETE");
  await post(photo.id, both, "DELETE");
  expect((await media(photo.id)).likes).toEqual({ count: 80_100, data: [] });
  await put(photo);
  expect((await media(photo.id)).likes).toEqual({ count: 79_623, data: photo.likes.data });

  async function twoLatest() {
    const { data } = (await media(photo.id)).likes;
    expect(
      data
        .slice(0, 2)
        .map(({ id }: { id: string }) => id)
        .sort(),
    ).toEqual([live.id, both.id].sort());
    return data.slice(0, 2);
  }
});
