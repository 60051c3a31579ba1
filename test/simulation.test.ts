import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "../src/database.ts";
import { popularPks } from "../src/media/ranking.ts";
import { crowd, give, type Like, pkOf, take } from "./dated.ts";
import { scoreOf } from "./formula.ts";
import { DAY, HOUR, now, person, put, record } from "./makers.ts";
import { seeded } from "./random.ts";

/** Invented days of traffic, up to now, against a recomputation of everything from single likes. */

const seed = Number(env.SEED) || 20131115;
beforeEach(() => env.DB.prepare("DELETE FROM media").run());

const list = async () => (await popularPks(openDatabase(env.DB))).map(({ pk }) => pk);

/** Puts a photo of this owner, and tells its pk. */
async function post(user: object, at: number, likes = 0) {
  const photo = record({ user, created_time: String(at), likes: { count: likes, data: [] } });
  await put(photo);
  return pkOf(photo.id);
}

test("through six days the list is, at every moment, that of a recomputation", async () => {
  const random = seeded(seed);
  const start = now() - 6 * DAY;
  const owners = Array.from({ length: 14 }, () => person());
  const people = await crowd(250);
  const photos: { pk: number; owner: number; taken: number; base: number; likes: Map<number, number> }[] = [];
  for (let hour = 0; hour < 144; hour += 4) {
    const moment = start + hour * HOUR;
    if (photos.length < 40 && random.chance(0.9)) {
      const owner = random.integer(0, owners.length - 1);
      const base = random.pick([0, 0, 0, 20, 400]);
      const taken = moment - random.integer(0, 3 * DAY);
      photos.push({ pk: await post(owners[owner] ?? {}, taken, base), owner, taken, base, likes: new Map() });
    }
    const given: Like[] = [];
    const taken: Like[] = [];
    for (const { pk, likes } of photos) {
      const rush = random.pick([0, 0, 1, 3, 12]);
      for (let i = 0; i < rush; i++) {
        const user = random.pick(people);
        if (likes.has(user)) continue;
        const at = moment + random.integer(0, 4 * HOUR - 1);
        likes.set(user, at);
        given.push([pk, user, at]);
      }
      for (const [user, at] of likes) {
        if (at >= moment || !random.chance(0.02)) continue;
        likes.delete(user);
        taken.push([pk, user, at]);
      }
    }
    await give(given);
    await take(taken);
    const scored = photos.map(({ pk, owner, taken, base, likes }) => ({
      ...{ pk, owner },
      score: scoreOf({ rankedTime: taken, base, likes: [...likes.values()] }, DAY),
    }));
    const sorted = scored.sort((a, b) => b.score - a.score);
    const capped = sorted.filter(({ owner }, i) => sorted.slice(0, i).filter((one) => one.owner === owner).length < 2);
    const rest = sorted.filter((one) => !capped.includes(one));
    const expected = [...capped, ...rest.slice(0, Math.max(0, 32 - capped.length))];
    expect(await list(), `hour ${hour}`).toEqual(expected.map(({ pk }) => pk));
  }
  expect(photos.length).toBeGreaterThan(25);
});

describe("a photo that is catching on", () => {
  // The giant and its 1,000 likes of one hour, a day before the start, are worth 1,001/2 likes of the start. With r likes an
  // hour, each of which is worth 2^(hour/24) of those, the n-th hour overtakes it where r * (2^(n/24) - 1) / (2^(1/24) - 1)
  // passes that.
  const hoursUntil = (rate: number) => 24 * Math.log2(1 + ((1_001 / 2) * (2 ** (1 / 24) - 1)) / rate);

  test.each([5, 10, 25, 60])(
    "by %i likes an hour overtakes yesterday's giant when the half-life says so",
    async (rate) => {
      const start = Math.floor((now() - 60 * HOUR) / HOUR) * HOUR;
      const [giant, rising] = [await post(person(), start - DAY), await post(person(), start - 20 * DAY)];
      const [crowdOfIt, fans] = [await crowd(1_000), await crowd(rate * 60)];
      await give(crowdOfIt.map((user): Like => [giant, user, start - DAY]));
      let overtaken = Number.NaN;
      for (let hour = 0; Number.isNaN(overtaken) && hour < 58; hour++) {
        const likes = fans
          .slice(hour * rate, (hour + 1) * rate)
          .map((user): Like => [rising, user, start + hour * HOUR]);
        await give(likes);
        if ((await list())[0] === rising) overtaken = hour + 1;
      }
      expect(overtaken).toBe(Math.ceil(hoursUntil(rate)));
    },
  );
});

test("an archive of one owner, years long, has its 32 newest, and what is liked above them", async () => {
  const user = person();
  const photos = Array.from({ length: 400 }, (_, i) =>
    record({ user, created_time: String(now() - 5 * DAY - i * 4 * DAY - (i % 7) * HOUR) }),
  );
  await put(...photos);
  const pks = await Promise.all(photos.slice(0, 40).map(({ id }) => pkOf(id)));
  const old = await pkOf(photos[300]?.id ?? "");
  expect(await list()).toEqual(pks.slice(0, 32));
  const people = await crowd(3);
  // A like today is worth more than having been taken five days ago.
  await give(people.slice(0, 1).map((one): Like => [old, one, now()]));
  expect(await list()).toEqual([old, ...pks.slice(0, 31)]);
  await give(people.map((one): Like => [pks[9] ?? 0, one, now()]));
  expect(await list()).toEqual([pks[9], old, ...pks.slice(0, 31).filter((pk) => pk !== pks[9])]);
  await take(people.map((one): Like => [old, one, 0]));
  expect(await list()).toEqual([pks[9], ...pks.slice(0, 32).filter((pk) => pk !== pks[9])]);
});
