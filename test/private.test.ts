import { expect, test } from "vitest";
import { author, client, comment, counted, get, hidden, put, record, tokenOf } from "./makers.ts";

/** A private user's photos by their ids: their owner's alone. */

const REFUSED = {
  meta: { error_type: "APINotAllowedError", code: 400, error_message: "you cannot view this resource" },
};

test("a private photo is shown to its owner", async () => {
  const user = await hidden();
  const photo = record({ user, likes: counted([author(user)]) });
  await put(photo);
  const { status, body } = await get(`/v1/media/${photo.id}?access_token=${await tokenOf(user.id)}`);
  expect(status).toBe(200);
  expect(body.data.user.id).toBe(user.id);
  expect(body.data.user_has_liked).toBe(true);
});

test("a private photo is refused to everyone else, its likers and commenters included", async () => {
  const user = await hidden();
  const [liker, critic, tagged, stranger] = [author(), author(), author(), author()];
  const photo = record({
    user,
    likes: counted([liker]),
    comments: counted([comment({ from: critic })]),
    users_in_photo: [{ user: tagged, position: { x: 0.5, y: 0.5 } }],
  });
  await put(photo);
  for (const { id } of [liker, critic, tagged, stranger]) {
    const { status, body } = await get(`/v1/media/${photo.id}?access_token=${await tokenOf(id)}`);
    expect(status).toBe(400);
    expect(body).toEqual(REFUSED);
  }
  expect((await get(`/v1/media/${photo.id}?client_id=${await client()}`)).body).toEqual(REFUSED);
});

test("a private photo is refused in every form of its id, and by a wrong suffix not found", async () => {
  const user = await hidden();
  await put(record({ id: "500", user }));
  const app = await client();
  expect((await get(`/v1/media/500_${user.id}?client_id=${app}`)).body).toEqual(REFUSED);
  expect((await get(`/v1/media/shortcode/H0?client_id=${app}`)).body).toEqual(REFUSED);
  expect((await get(`/v1/media/500_1?client_id=${app}`)).body.meta.error_message).toBe("invalid media id");
});

test("what a refusal reads does not tell how much there is on a private photo", async () => {
  const user = await hidden();
  const bare = record({ user });
  const full = record({
    user,
    comments: counted(Array.from({ length: 30 }, () => comment())),
    likes: counted(Array.from({ length: 30 }, () => author())),
    tags: ["dusk", "sea"],
    location: { latitude: 1, name: "Quay", longitude: 2, id: 31 },
  });
  await put(bare, full);
  const app = await client();
  const ofBare = await get(`/v1/media/${bare.id}?client_id=${app}`);
  const ofFull = await get(`/v1/media/${full.id}?client_id=${app}`);
  expect(ofFull.body).toEqual(REFUSED);
  expect(ofFull.rows).toBe(ofBare.rows);
  const asStranger = await tokenOf(author().id);
  expect((await get(`/v1/media/${full.id}?access_token=${asStranger}`)).rows).toBe(
    (await get(`/v1/media/${bare.id}?access_token=${asStranger}`)).rows,
  );
});
