import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { author, client, comment, counted, get, newId, person, put, record, tokenOf } from "./makers.ts";

/** One photo by its id. */

const NOT_FOUND = { meta: { error_type: "APINotFoundError", code: 400, error_message: "invalid media id" } };

test("a photo is found by its number and by its number with the owner's id", async () => {
  const user = person();
  const id = newId();
  await put(record({ id, user }));
  const app = await client();
  const bare = await get(`/v1/media/${id}?client_id=${app}`);
  const full = await get(`/v1/media/${id}_${user.id}?client_id=${app}`);
  expect(bare.status).toBe(200);
  expect(bare.body.data.id).toBe(id);
  expect(full.body).toEqual(bare.body);
});

test("the id is served in the form of the latest import", async () => {
  const user = person();
  const id = newId();
  const path = `/v1/media/${id}?client_id=${await client()}`;
  await put(record({ id: `${id}_${user.id}`, user }));
  expect((await get(path)).body.data.id).toBe(`${id}_${user.id}`);
  await put(record({ id, user }));
  expect((await get(path)).body.data.id).toBe(id);
  await put(record({ id: `${id}_${user.id}`, user }));
  expect((await get(path)).body.data.id).toBe(`${id}_${user.id}`);
});

test("a suffix that is not the owner's id is an invalid media id, whoever's it is", async () => {
  const [user, other] = [person(), person()];
  const id = newId();
  await put(record({ id, user }), record({ user: other }));
  const app = await client();
  expect((await get(`/v1/media/${id}_${other.id}?client_id=${app}`)).body).toEqual(NOT_FOUND);
  expect((await get(`/v1/media/${id}_${id}?client_id=${app}`)).body).toEqual(NOT_FOUND);
});

test("an id that nobody has is an invalid media id", async () => {
  const { status, body } = await get(`/v1/media/${newId()}?client_id=${await client()}`);
  expect(status).toBe(400);
  expect(body).toEqual(NOT_FOUND);
});

test("a deleted photo is an invalid media id, and its id can be taken again", async () => {
  const photo = record({ comments: counted([comment()]), likes: counted([author()]) });
  const path = `/v1/media/${photo.id}?client_id=${await client()}`;
  await put(photo);
  expect((await get(path)).status).toBe(200);
  await env.DB.prepare("DELETE FROM media WHERE id = ?1").bind(photo.id).run();
  expect((await get(path)).body).toEqual(NOT_FOUND);
  await put(photo);
  expect((await get(path)).body.data.comments.data).toEqual(photo.comments.data);
});

const MALFORMED = [
  ...["0", "03", "-3", "+3", "3.0", "3e0", "0x3", "three", "null", "undefined", "NaN", "'3'", "3;", "3,4"],
  ...["_", "3_", "_3", "3_3_3", "3__3", "3_0", "3_03", "03_3", "3_x", "0_3", "3-3"],
  ...["10000000000000000000", "99999999999999999999", "3_10000000000000000000", "9".repeat(10_000)],
  ...["%D9%A3", "%EF%BC%93", "3%CC%81", "%F0%9D%9F%91"],
  ...["%zz", "%", "3%", "%00", "3%00", "%E0%A4%A", "%FF"],
  ...["3%2F3", "3%5C3", "..%2F3", "%20", "3%20", "%203", "3%0A", "%09", "3+3", "3%3Bselect", "%2B3"],
];

test.each(MALFORMED.map((id) => [id.length > 40 ? `${id.slice(0, 10)}… (${id.length} characters)` : id, id]))(
  "%s in the place of an id is an invalid media id, and is not looked up",
  async (_, id) => {
    // The numbers that a lax reading of these would find.
    await put(record({ id: "3", user: { ...person(), id: "3" } }));
    const { status, body, rows } = await get(`/v1/media/${id}?client_id=${await client()}`);
    expect(status).toBe(400);
    expect(body).toEqual(NOT_FOUND);
    expect(rows).toBe(0);
  },
);

test("the longest numbers are ids", async () => {
  const user = person({ id: "9999999999999999998" });
  await put(record({ id: "9999999999999999999", user }));
  const { body } = await get(`/v1/media/9999999999999999999_${user.id}?client_id=${await client()}`);
  expect(body.data.id).toBe("9999999999999999999");
  expect(body.data.user.id).toBe("9999999999999999998");
});

test("ids that are one double are two photos", async () => {
  await put(record({ id: "9007199254740992" }), record({ id: "9007199254740993" }));
  const app = await client();
  for (const id of ["9007199254740992", "9007199254740993"]) {
    expect((await get(`/v1/media/${id}?client_id=${app}`)).body.data.id).toBe(id);
  }
});

test("user_has_liked is true for a liker, false for another, absent for a client without a user", async () => {
  const liker = author();
  const photo = record({ likes: counted([author(), liker], 79_623) });
  await put(photo);
  const path = `/v1/media/${photo.id}`;
  const asLiker = await get(`${path}?access_token=${await tokenOf(liker.id)}`);
  const asOther = await get(`${path}?access_token=${await tokenOf(newId())}`);
  const asClient = await get(`${path}?client_id=${await client()}`);
  expect(asLiker.body.data.user_has_liked).toBe(true);
  expect(asOther.body.data.user_has_liked).toBe(false);
  expect(asClient.body.data).not.toHaveProperty("user_has_liked");
  const { user_has_liked: _, ...rest } = asLiker.body.data;
  expect(rest).toEqual(asClient.body.data);
});

test("a liker who is not among those shown has liked all the same", async () => {
  const likers = Array.from({ length: 12 }, () => author());
  const photo = record({ likes: counted(likers) });
  await put(photo);
  const last = likers[11]?.id ?? "";
  const { body } = await get(`/v1/media/${photo.id}?access_token=${await tokenOf(last)}`);
  expect(body.data.likes.data.map(({ id }: { id: string }) => id)).not.toContain(last);
  expect(body.data.user_has_liked).toBe(true);
});
