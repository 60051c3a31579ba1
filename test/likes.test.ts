import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import app from "../src/index.ts";
import { brokenD1 } from "./broken.ts";
import { author, client, counted, get, hidden, newId, now, person, put, record, shown, tokenOf } from "./makers.ts";
import { dump } from "./tables.ts";

/** Likes, given and taken back. What of a body is read as parameters is in form.test.ts. */

const write = (id: string) => tokenOf(id, { scopes: ["basic", "likes"] });
const post = (id: string, caller: string) => get(`/v1/media/${id}/likes?${caller}`, { method: "POST" });
const del = (id: string, caller: string) => get(`/v1/media/${id}/likes?${caller}`, { method: "DELETE" });
const DONE = { meta: { code: 200 }, data: null };
const error = (type: string, message: string) => ({ meta: { error_type: type, code: 400, error_message: message } });

/** A person who is known here, with a token that may write. */
async function liker() {
  const user = person();
  await put(record({ user }));
  return { user, token: `access_token=${await write(user.id)}` };
}

const stored = (id: string) =>
  env.DB.prepare(
    `SELECT m.likes_count, m.score, (SELECT count(*) FROM likes WHERE media_pk = m.pk) AS likes,
       (SELECT coalesce(sum(n), 0) FROM like_slots WHERE media_pk = m.pk) AS slots FROM media m WHERE m.id = ?1`,
  )
    .bind(id)
    .first<{ likes_count: number; score: number; likes: number; slots: number }>();

test("a like counts once however often it is given, and is gone once it is taken back", async () => {
  const photo = record();
  const { user, token } = await liker();
  await put(photo);
  const before = await dump();
  const fresh = await stored(photo.id);
  const answers = [await post(photo.id, token), await post(photo.id, token), await post(photo.id, token)];
  for (const { status, body } of answers) expect({ status, body }).toEqual({ status: 200, body: DONE });
  const liked = await stored(photo.id);
  expect(liked).toMatchObject({ likes_count: 1, likes: 1, slots: 1 });
  expect(liked?.score).toBeGreaterThan(fresh?.score ?? Infinity);
  expect((await shown(photo.id)).likes).toEqual({ count: 1, data: [author(user)] });
  for (let i = 0; i < 3; i++) expect((await del(photo.id, token)).body).toEqual(DONE);
  // Rows, totals, slots and scores, of everything.
  expect(await dump()).toEqual(before);
});

test("a repeated like keeps its time", async () => {
  const photo = record();
  const { user, token } = await liker();
  await put(photo);
  await post(photo.id, token);
  await env.DB.prepare("UPDATE likes SET created_time = ?1 WHERE user_pk = (SELECT pk FROM users WHERE id = ?2)")
    .bind(now() - 1_000, user.id)
    .run();
  const before = await dump();
  await post(photo.id, token);
  expect(await dump()).toEqual(before);
});

test("a like is dated now, and has its liker as they are known at that moment", async () => {
  const photo = record();
  const { user, token } = await liker();
  await put(photo);
  const from = now();
  await post(photo.id, token);
  const like = await env.DB.prepare(
    "SELECT created_time FROM likes WHERE user_pk = (SELECT pk FROM users WHERE id = ?1)",
  )
    .bind(user.id)
    .first<{ created_time: number }>();
  expect(like?.created_time).toBeGreaterThanOrEqual(from);
  expect(like?.created_time).toBeLessThanOrEqual(now());
  await put(record({ user: { ...user, full_name: "Renamed" } }));
  expect((await shown(photo.id)).likes.data).toEqual([author(user)]);
});

test("the photo tells each caller whether they like it, newest likers first", async () => {
  const listed = author();
  const photo = record({ likes: counted([listed], 10) });
  const [first, second] = [await liker(), await liker()];
  await put(photo);
  await post(photo.id, first.token);
  // Likes of one second stand in the order of their people.
  await env.DB.prepare(
    "UPDATE likes SET created_time = created_time - 5 WHERE created_time <> 0 AND media_pk = (SELECT pk FROM media WHERE id = ?1)",
  )
    .bind(photo.id)
    .run();
  await post(photo.id, second.token);
  const people = [author(second.user), author(first.user), listed];
  for (const [caller, has] of [
    [first.token, true],
    [second.token, true],
    [(await liker()).token, false],
  ] as const) {
    const { data } = (await get(`/v1/media/${photo.id}?${caller}`)).body;
    expect(data.likes).toEqual({ count: 12, data: people });
    expect(data.user_has_liked).toBe(has);
  }
  await del(photo.id, first.token);
  expect((await get(`/v1/media/${photo.id}?${first.token}`)).body.data).toMatchObject({
    likes: { count: 11, data: [author(second.user), listed] },
    user_has_liked: false,
  });
});

test("an owner's like of their own photo is counted, and moves it nowhere", async () => {
  const { user, token } = await liker();
  const photo = record({ user });
  await put(photo);
  const before = await stored(photo.id);
  await post(photo.id, token);
  expect(await stored(photo.id)).toEqual({ ...before, likes_count: 1, likes: 1 });
  expect((await shown(photo.id)).likes).toEqual({ count: 1, data: [author(user)] });
  await del(photo.id, token);
  expect(await stored(photo.id)).toEqual(before);
});

test("who has no user, or no leave to write, is refused as v1 refused them", async () => {
  const photo = record();
  const { user } = await liker();
  await put(photo);
  const before = await dump();
  const app = `client_id=${await client()}`;
  const reading = `access_token=${await tokenOf(user.id, { scopes: ["basic", "comments", "relationships"] })}`;
  const scope =
    "This request requires scope=likes, but this access token is not authorized with this scope. The user must re-authorize your application with scope=likes to be granted write permissions.";
  for (const send of [post, del]) {
    const asClient = await send(photo.id, app);
    expect([asClient.status, asClient.body]).toEqual([
      400,
      error("OAuthParameterException", "Missing access_token URL parameter."),
    ]);
    const asReader = await send(photo.id, reading);
    expect([asReader.status, asReader.body]).toEqual([400, error("OAuthPermissionsException", scope)]);
    const nobody = await send(photo.id, `access_token=${await write("999999999")}`);
    expect([nobody.status, nobody.body]).toEqual([
      400,
      error("OAuthAccessTokenException", "The access_token provided is invalid."),
    ]);
  }
  expect(await dump()).toEqual(before);
  // Reading needs no scope.
  expect((await get(`/v1/media/${photo.id}/likes?${reading}`)).status).toBe(200);
});

test("a private person's photo takes no like but their own, nor shows who likes it", async () => {
  const me = await hidden();
  const photo = record({ user: me, likes: counted([author()], 9) });
  await put(photo);
  const { token } = await liker();
  const mine = `access_token=${await write(me.id)}`;
  const before = await dump();
  const refused = error("APINotAllowedError", "you cannot view this resource");
  for (const send of [post, del, (id: string, caller: string) => get(`/v1/media/${id}/likes?${caller}`)]) {
    const { status, body } = await send(photo.id, token);
    expect([status, body]).toEqual([400, refused]);
  }
  expect((await get(`/v1/media/${photo.id}/likes?client_id=${await client()}`)).body).toEqual(refused);
  expect(await dump()).toEqual(before);
  expect((await post(photo.id, mine)).body).toEqual(DONE);
  expect((await get(`/v1/media/${photo.id}/likes?${mine}`)).body.data).toHaveLength(2);
});

test.each(["x", "0", "03", "12345678901234567890", "3_", "_3", "3_x", "777777", "777777_3", "3_3_3", "%00", "-3"])(
  "there is nothing to like under the id %s",
  async (id) => {
    const { token } = await liker();
    const before = await dump();
    for (const method of ["POST", "DELETE", "GET"]) {
      const { status, body } = await get(`/v1/media/${id}/likes?${token}`, { method });
      expect([status, body]).toEqual([400, error("APINotFoundError", "invalid media id")]);
    }
    expect(await dump()).toEqual(before);
  },
);

test("an id may carry its owner, and no one else", async () => {
  const user = person();
  const [id, other] = [newId(), newId()];
  await put(record({ id, user }));
  const { token } = await liker();
  expect((await post(`${id}_${other}`, token)).status).toBe(400);
  expect(await stored(id)).toMatchObject({ likes: 0 });
  expect((await post(`${id}_${user.id}`, token)).body).toEqual(DONE);
  expect(await stored(id)).toMatchObject({ likes: 1 });
  expect((await del(`${id}_${other}`, token)).status).toBe(400);
  expect(await stored(id)).toMatchObject({ likes: 1 });
  expect((await del(`${id}_${user.id}`, token)).body).toEqual(DONE);
  expect(await stored(id)).toMatchObject({ likes: 0 });
});

test("a photo that is hidden while a like is on its way keeps none", async () => {
  const owner = person();
  const photo = record({ user: owner });
  await put(photo);
  const { token } = await liker();
  // Between the look-up and the like.
  const DB = brokenD1(async (call) => {
    const answer = await call();
    await env.DB.prepare("UPDATE users SET private = 1 WHERE id = ?1").bind(owner.id).run();
    return answer;
  });
  const request = new Request(`https://darkroom.example/v1/media/${photo.id}/likes?${token}`, { method: "POST" });
  await app.fetch(request, { ...env, DB }, createExecutionContext());
  expect(await stored(photo.id)).toMatchObject({ likes: 0, likes_count: 0, slots: 0 });
});
