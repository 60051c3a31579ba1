import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { author, comment, counted, full, newId, offer, person, put, record, shown, spot } from "./makers.ts";
import { countedBindings } from "./visit.ts";

/** What a newer record of a known photo changes, and what it leaves. */

const T = 1_400_000_000;

test("a newer record takes the place of caption, totals, tags, tagged people, place, filter, files and link", async () => {
  const photo = full({ link: "https://pictures.example/p/1/" });
  await put(photo);
  const { lat, lng } = spot();
  const file = { url: "https://pictures.example/new.jpg", width: 640, height: 640 };
  const newer = {
    ...photo,
    caption: { created_time: String(T + 5), text: "Dusk, edited.", from: author(photo.user), id: newId() },
    comments: { data: photo.comments.data, count: 384 },
    likes: { count: 79_623, data: photo.likes.data },
    tags: ["sea", "night"],
    users_in_photo: [{ user: author(), position: { x: 1, y: 0 } }],
    location: { latitude: lat, name: "Pier", longitude: lng, id: Number(newId()) },
    filter: "Gotham",
    images: { low_resolution: file, thumbnail: file, standard_resolution: file },
    link: null,
  };
  const tally = await put(newer);
  expect(tally.media).toMatchObject({ added: 0, updated: 1 });
  expect(tally.tags).toEqual({ added: 1, updated: 0, unchanged: 1, removed: 1 });
  expect(await shown(photo.id)).toEqual(newer);
  await put(photo);
  expect(await shown(photo.id)).toEqual(photo);
});

test("what a newer record leaves out is gone, but for comments", async () => {
  const photo = full();
  await put(photo);
  await put({
    ...photo,
    caption: null,
    tags: [],
    users_in_photo: [],
    location: null,
    filter: null,
    likes: { count: 0, data: [] },
  });
  const after = await shown(photo.id);
  expect(after).toMatchObject({ caption: null, tags: [], users_in_photo: [], location: null, filter: null });
  expect(after.likes).toEqual({ count: 0, data: [] });
  expect(after.comments).toEqual(photo.comments);
});

test("comments of a newer record are added and replaced by id, others stay", async () => {
  const at = (seconds: number, over = {}) => comment({ created_time: String(T + seconds), ...over });
  const [first, second, third] = [at(1), at(2), at(3)];
  const photo = record({ comments: counted([first, second], 2) });
  await put(photo);
  const edited = { ...second, text: "edited", from: { ...second.from, full_name: "Renamed" } };
  const tally = await put({ ...photo, comments: counted([edited, third], 3) });
  expect(tally.comments).toEqual({ added: 1, updated: 1, unchanged: 0, removed: 0 });
  expect((await shown(photo.id)).comments).toEqual({ data: [first, edited, third], count: 3 });
});

test("a comment whose time is corrected moves to its place", async () => {
  const at = (seconds: number) => comment({ created_time: String(T + seconds) });
  const [first, second] = [at(1), at(2)];
  const photo = record({ comments: counted([first, second]) });
  await put(photo);
  const later = { ...first, created_time: String(T + 9) };
  await put({ ...photo, comments: counted([second, later]) });
  expect((await shown(photo.id)).comments).toEqual({ data: [second, later], count: 2 });
});

test("the newest 8 of a photo, fetched again and again, become one list", async () => {
  const all = Array.from({ length: 20 }, (_, i) => comment({ created_time: String(T + 7 * i) }));
  const photo = record();
  for (const end of [8, 11, 14, 20]) await put({ ...photo, comments: counted(all.slice(end - 8, end), end) });
  const { results } = await env.DB.prepare(
    "SELECT c.id FROM comments c JOIN media m ON m.pk = c.media_pk WHERE m.id = ?1 ORDER BY c.created_time",
  )
    .bind(photo.id)
    .all<{ id: string }>();
  expect(results.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  expect((await shown(photo.id)).comments).toEqual({ data: all.slice(-8), count: 20 });
});

test.each([
  ["rise", ["101", "102", "103", "104"]],
  ["fall", ["204", "203", "202", "201"]],
  ["gain a digit", ["98", "99", "100", "101"]],
])("comments of one second whose ids %s keep their order where a newer record lists the last ones", async (_, ids) => {
  const all = ids.map((id) => comment({ id }));
  const photo = record({ comments: counted(all) });
  await put(photo);
  await put({ ...photo, comments: counted(all.slice(1), 4) });
  expect((await shown(photo.id)).comments.data).toEqual(all);
});

test("likers that a newer record lists take the place of the former, and the total is the newer one", async () => {
  const [a, b, c] = [author(), author(), author()];
  const photo = record({ likes: counted([a, b], 10) });
  await put(photo);
  const tally = await put({ ...photo, likes: counted([c, a], 12) });
  expect(tally.likes).toMatchObject({ added: 1, removed: 1 });
  expect((await shown(photo.id)).likes).toEqual({ count: 12, data: [c, a] });
});

test("likes with a time survive imports, count beside the imported total, and stay one per person", async () => {
  const [listed, live] = [author(), author()];
  const photo = record({ likes: counted([listed], 10) });
  await put(photo, record({ user: { ...person(), ...live } }));
  await env.DB.prepare(
    `INSERT INTO likes (media_pk, created_time, position, user_pk, liker)
     SELECT m.pk, ?1, 0, u.pk, ?2 FROM media m, users u WHERE m.id = ?3 AND u.id = ?4`,
  )
    .bind(T + 50, JSON.stringify(live), photo.id, live.id)
    .run();
  await put({ ...photo, likes: counted([listed], 20) });
  expect((await shown(photo.id)).likes).toEqual({ count: 21, data: [live, listed] });
  // Now v1 lists the same like: still one row, with its time, and in the total once.
  const { likes } = await put({ ...photo, likes: counted([listed, live], 21) });
  expect(likes).toEqual({ added: 0, updated: 0, unchanged: 2, removed: 0 });
  expect((await shown(photo.id)).likes).toEqual({ count: 21, data: [live, listed] });
  await put({ ...photo, likes: counted([], 21) });
  expect((await shown(photo.id)).likes).toEqual({ count: 22, data: [live] });
});

test("what a newer record tells again is not written again", async () => {
  const eight = <T>(make: () => T) => Array.from({ length: 8 }, make);
  const owner = { user: person() };
  const bare = record(owner);
  const rich = record({ ...owner, comments: counted(eight(comment)), likes: counted(eight(author)) });
  await put(bare, rich);
  const written = async (photo: ReturnType<typeof record>) => {
    const { bindings, calls } = countedBindings();
    await offer([{ ...photo, filter: "Gotham" }], bindings.DB);
    return calls.rowsWritten;
  };
  const least = await written(bare);
  expect(least).toBeGreaterThan(0);
  expect(await written(rich)).toBe(least);
});
