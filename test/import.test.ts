import { expect, test } from "vitest";
import { author, comment, counted, full, hidden, newId, offer, person, put, record, shown } from "./makers.ts";
import { dump } from "./tables.ts";
import { countedBindings } from "./visit.ts";

/** Importing, and importing again. */

test("an import counts what it added", async () => {
  const both = author();
  const tally = await put(full({ likes: counted([both, author()]) }), full({ likes: counted([both]) }));
  const added = (n: number) => ({ added: n, updated: 0, unchanged: 0, removed: 0 });
  expect(tally.media).toEqual(added(2));
  // Two owners, two tagged, four who commented, two who like; the author of a caption is its owner.
  expect(tally.users.added).toBe(10);
  expect(tally.comments).toEqual(added(4));
  expect(tally.likes).toEqual(added(3));
  expect(tally.tags).toEqual(added(4));
  expect(tally.places).toEqual(added(2));
  expect(tally.refused).toBe(0);
  expect(tally.notKept).toEqual({});
});

test("importing again changes nothing, and writes no row", async () => {
  const records = [
    full(),
    full({ link: null, filter: null, caption: null }),
    full({ type: "video", videos: { standard_resolution: { url: "https://x.example/1", width: 1, height: 1 } } }),
    record({ user: { username: "bo", id: newId() }, likes: { count: 7 }, location: {} }),
    record({ latitude: 1.5, longitude: 2.5, comments: counted(Array.from({ length: 12 }, () => comment())) }),
    full({ user: await hidden() }),
  ];
  await put(...records);
  const before = await dump();
  expect(before.media?.length).toBeGreaterThanOrEqual(records.length);
  const { bindings, calls } = countedBindings();
  const tally = await offer(records, bindings.DB);
  expect(await dump()).toEqual(before);
  expect(calls.rowsWritten).toBe(0);
  for (const kind of ["media", "users", "comments", "likes", "tags", "places"] as const) {
    expect(tally[kind], kind).toMatchObject({ added: 0, updated: 0, removed: 0 });
    expect(tally[kind].unchanged, kind).toBeGreaterThan(0);
  }
  expect(tally.media.unchanged).toBe(records.length);
});

test("what says when a record was fetched, and by whom, is no news", async () => {
  const photo = full();
  await put(photo);
  const before = await dump();
  const { media } = await put({ ...photo, user_has_liked: true, distance: 41.5, attribution: null });
  expect(media).toMatchObject({ updated: 0, unchanged: 1 });
  expect(await dump()).toEqual(before);
});

test("the same photos in one import, in another order and twice, are stored once", async () => {
  const [a, b] = [full(), full()];
  const tally = await put(a, b, b, a);
  expect(tally.media).toMatchObject({ added: 2, updated: 0, unchanged: 2 });
  expect((await shown(a.id)).likes.data).toHaveLength(2);
});

test("of two records of one photo in one import the later rules", async () => {
  const photo = record({ tags: ["first"] });
  await put(photo, { ...photo, tags: ["second"] });
  expect((await shown(photo.id)).tags).toEqual(["second"]);
});

test("a number of one owner is refused to another, naming both, and stays as it is", async () => {
  const [mine, yours] = [person(), person()];
  const photo = full({ user: mine });
  await put(photo);
  const before = await dump();
  for (const id of [photo.id, `${photo.id}_${yours.id}`]) {
    const { refusals, refused, media } = await offer([
      full({ id, user: yours, comments: counted([]), likes: counted([]) }),
    ]);
    expect(refused).toBe(1);
    expect(media).toMatchObject({ added: 0, updated: 0 });
    expect(refusals[0]).toContain("[0]");
    expect(refusals[0]).toContain(photo.id);
    expect(refusals[0]).toContain(mine.id);
    expect(refusals[0]).toContain(yours.id);
  }
  expect(await dump()).toEqual(before);
});

test("of two owners of one number in one import the first has it", async () => {
  const [first, second] = [record(), record()];
  const { refusals } = await offer([first, { ...second, id: first.id }]);
  expect(refusals).toHaveLength(1);
  expect(refusals[0]).toContain("[1]");
  expect((await shown(first.id)).user.id).toBe(first.user.id);
});

test("a person's profile is that of their latest photo, and what it leaves out stays", async () => {
  const user = person({ bio: "Films.", website: "https://ada.example" });
  const first = record({ user });
  await put(first);
  const later = { username: "renamed", full_name: "Ada Oak", profile_picture: user.profile_picture, id: user.id };
  await put(record({ user: later }));
  expect((await shown(first.id)).user).toEqual({ ...user, username: "renamed", full_name: "Ada Oak" });
});

test("a person who only comments or likes does not change an owner's profile", async () => {
  const photo = record();
  await put(photo);
  const alias = { ...author(photo.user), username: "other", full_name: "Other" };
  await put(record({ comments: counted([comment({ from: alias })]), likes: counted([alias]) }));
  expect((await shown(photo.id)).user).toEqual(photo.user);
});

test("a place takes the name and point of the latest record", async () => {
  const id = Number(newId());
  const first = record({ location: { name: "Old quay", id } });
  await put(first);
  await put(record({ location: { latitude: 5, name: "New quay", longitude: 6, id: String(id) } }));
  expect((await shown(first.id)).location).toEqual({ latitude: 5, name: "New quay", longitude: 6, id });
});

test("what one record tells of a place or a person, a later one of the same import that leaves it out does not undo", async () => {
  const id = Number(newId());
  const user = person({ bio: "Films." });
  const { bio: _, ...less } = user;
  const first = record({ user, location: { latitude: 5, name: "Quay", longitude: 6, id } });
  await put(first, record({ user: less, location: { name: "Quay", id } }));
  const back = await shown(first.id);
  expect(back.location).toEqual({ latitude: 5, name: "Quay", longitude: 6, id });
  expect(back.user).toEqual(user);
});

test("no text is bound that is longer than the 2 MB that D1 takes, in whatever script it is", async () => {
  const long = () => "x".repeat(900_000);
  const records = [
    ...Array.from({ length: 500 }, () => record({ tags: ["日".repeat(3_000)] })),
    record({ tags: [long()] }),
    record({ caption: { text: long() }, comments: counted([comment({ text: long() })]) }),
    record({ comments: counted([comment({ text: long() }), comment({ text: long() })]) }),
    record({ likes: counted(Array.from({ length: 5_000 }, () => author())) }),
    ...Array.from({ length: 500 }, () => full()),
  ];
  const { bindings, calls } = countedBindings();
  expect((await offer(records, bindings.DB)).media.added).toBe(records.length);
  expect(calls.longestText).toBeGreaterThan(900_000);
  expect(calls.longestText).toBeLessThanOrEqual(2_000_000);
});

test("thousands of photos go in together, as they would one by one", async () => {
  const owner = person();
  const photos = Array.from({ length: 2_500 }, (_, i) =>
    record({ user: owner, tags: [`n${i}`], comments: counted(i % 100 === 0 ? [comment()] : []) }),
  );
  const tally = await put(...photos);
  expect(tally.media.added).toBe(2_500);
  expect(tally.comments.added).toBe(25);
  for (const photo of [photos[0], photos[1_100], photos[2_499]]) {
    const { tags, comments } = await shown(photo?.id ?? "");
    expect({ tags, comments }).toEqual({ tags: photo?.tags, comments: photo?.comments });
  }
});
