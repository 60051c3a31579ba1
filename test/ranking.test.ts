import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "../src/database.ts";
import { popularPks, rank } from "../src/media/ranking.ts";
import { crowd } from "./dated.ts";
import { forget } from "./forget.ts";
import { client, hidden, person, put, record } from "./makers.ts";
import { type Random, seeded } from "./random.ts";
import { visit } from "./visit.ts";

/** Which media stand in the list, and in which order, by their scores. */

const seed = Number(env.SEED) || 20131115;
const [LENGTH, FIRST_PAGE, OF_ONE_OWNER] = [100, 32, 2];

interface Media {
  pk: number;
  owner: number;
  score: number;
}

/**
 * The list out of all public media, one place after the other: the best that is left and whose owner has less than two,
 * then, up to the 32nd, the best of the others. Of equal scores that whose owner has the better best photo goes first, or
 * came later, then the later photo.
 */
function naive(all: Media[]): number[] {
  const best = new Map<number, number>();
  for (const { owner, score } of all) best.set(owner, Math.max(score, best.get(owner) ?? -Infinity));
  const sorted = all.toSorted(
    (a, b) =>
      b.score - a.score || (best.get(b.owner) ?? 0) - (best.get(a.owner) ?? 0) || b.owner - a.owner || b.pk - a.pk,
  );
  const list: Media[] = [];
  for (const media of sorted) {
    if (list.length < LENGTH && list.filter(({ owner }) => owner === media.owner).length < OF_ONE_OWNER)
      list.push(media);
  }
  for (const media of sorted) if (list.length < FIRST_PAGE && !list.includes(media)) list.push(media);
  return list.map(({ pk }) => pk);
}

/** What `rank` is given: of each owner the media best first, the best owner first. */
function byOwner(all: Media[]): Media[][] {
  const owners = Map.groupBy(all, ({ owner }) => owner);
  return [...owners]
    .map(([owner, media]) => ({ owner, media: media.toSorted((a, b) => b.score - a.score || b.pk - a.pk) }))
    .sort((a, b) => (b.media[0]?.score ?? 0) - (a.media[0]?.score ?? 0) || b.owner - a.owner)
    .map(({ media }) => media);
}

// Scores of few values, so that many are equal.
const collection = (owners: number, most: number) =>
  fc
    .array(fc.record({ owner: fc.integer({ min: 1, max: owners }), score: fc.integer({ min: -3, max: 12 }) }), {
      maxLength: most,
      size: "max",
    })
    .map((all) => all.map((media, i): Media => ({ ...media, pk: i + 1 })));

test.each([1, 2, 5, 16, 17, 31, 33, 60, 200])("with up to %i owners the list is that of the definition", (owners) => {
  fc.assert(
    fc.property(collection(owners, 400), (all) => {
      expect(rank(byOwner(all)).map(({ pk }) => pk)).toEqual(naive(all));
    }),
    { seed, numRuns: Number(env.RUNS) || 30 },
  );
});

beforeEach(() => env.DB.prepare("DELETE FROM media").run());

/** Media with these scores, set by hand, by owner. Returned are all that the public may see. */
async function store(owners: { private?: boolean; scores: number[] }[]): Promise<Media[]> {
  const users = await Promise.all(owners.map(async (owner) => (owner.private ? await hidden() : person())));
  await put(...owners.flatMap(({ scores }, i) => scores.map(() => record({ user: users[i] }))));
  const { results } = await env.DB.prepare(
    "SELECT m.pk, u.pk AS owner, u.id, u.private FROM media m JOIN users u ON u.pk = m.user_pk ORDER BY m.pk",
  ).all<{ pk: number; owner: number; id: string; private: number }>();
  const left = new Map(users.map(({ id }, i) => [id, [...(owners[i]?.scores ?? [])]]));
  const scored = results.map((row) => ({ ...row, score: row.private ? null : (left.get(row.id)?.shift() ?? 0) }));
  await env.DB.batch([
    env.DB.prepare("UPDATE media SET score = j.value ->> 1 FROM json_each(?1) j WHERE media.pk = j.value ->> 0").bind(
      JSON.stringify(scored.map(({ pk, score }) => [pk, score])),
    ),
    env.DB.prepare("UPDATE users SET score = (SELECT max(score) FROM media WHERE user_pk = users.pk)"),
  ]);
  return scored.flatMap(({ pk, owner, score }) => (score === null ? [] : [{ pk, owner, score }]));
}

const some = (random: Random, most: number) =>
  Array.from({ length: random.integer(1, most) }, () => random.integer(0, 30));

describe("out of the database", () => {
  test.each([1, 2, 3, 8, 15, 16, 17, 25, 31, 32, 33, 99, 100, 101, 150])(
    "with %i owners it is the list over all media",
    async (size) => {
      const random = seeded(seed + size);
      for (let times = 0; times < 3; times++) {
        await env.DB.prepare("DELETE FROM media").run();
        const owners = Array.from({ length: size }, () => ({ scores: some(random, 6), private: random.chance(0.15) }));
        const all = await store(owners);
        const db = openDatabase(env.DB);
        expect((await popularPks(db)).map(({ pk }) => pk)).toEqual(naive(all));
        expect(db.cost.rows).toBeLessThanOrEqual(600);
      }
    },
  );

  test("one owner with thousands of the best has two, and the rest of the first page where others are missing", async () => {
    const loud = { scores: Array.from({ length: 3_000 }, (_, i) => 1_000 + i) };
    const others = (size: number) => Array.from({ length: size }, (_, i) => ({ scores: [i] }));
    const listed = async (all: Media[]) => {
      const db = openDatabase(env.DB);
      const pks = (await popularPks(db)).map(({ pk }) => pk);
      expect(db.cost.rows).toBeLessThanOrEqual(600);

      expect(pks).toEqual(naive(all));
      const owner = all.find(({ score }) => score === 3_999)?.owner;
      const own = new Set(all.filter((media) => media.owner === owner).map(({ pk }) => pk));
      return pks.map((pk) => own.has(pk));
    };
    expect(await listed(await store([loud, ...others(60)]))).toEqual([true, true, ...Array(60).fill(false)]);
    await env.DB.prepare("DELETE FROM media").run();
    const few = [true, true, ...Array(10).fill(false), ...Array(20).fill(true)];
    expect(await listed(await store([loud, ...others(10)]))).toEqual(few);
    await env.DB.prepare("DELETE FROM media").run();
    expect(await listed(await store([loud]))).toEqual(Array(32).fill(true));
  });

  test("hundreds of owners cost no more rows than a hundred, hidden ones and those who only like none", async () => {
    const random = seeded(seed);
    await crowd(2_000);
    const all = await store([
      ...Array.from({ length: 400 }, () => ({ scores: some(random, 3) })),
      ...Array.from({ length: 200 }, () => ({ scores: some(random, 3), private: true })),
    ]);
    const db = openDatabase(env.DB);
    expect((await popularPks(db)).map(({ pk }) => pk)).toEqual(naive(all));
    expect(db.cost.rows).toBeLessThanOrEqual(600);
  });

  test("who is hidden leaves from that statement on, before their scores are taken", async () => {
    const all = await store([{ scores: [9, 8, 7] }, { scores: [6] }, { scores: [5, 4] }]);
    const [first] = all;
    await env.DB.prepare("UPDATE users SET private = 1 WHERE pk = ?1").bind(first?.owner).run();
    const left = all.filter(({ owner }) => owner !== first?.owner);
    expect((await popularPks(openDatabase(env.DB))).map(({ pk }) => pk)).toEqual(naive(left));
  });

  test("a whole refresh of 100 photos of a hundred owners reads no more than 3,000 rows", async () => {
    await store(Array.from({ length: 120 }, (_, i) => ({ scores: [i, i, i] })));
    await forget();
    const { callsInAll } = await visit(`/v1/media/popular?count=1&client_id=${await client()}`);
    expect(callsInAll.kvWrites).toBe(1);
    expect(callsInAll.atPrimary.rowsRead).toBeLessThanOrEqual(3_000);
  });
});
