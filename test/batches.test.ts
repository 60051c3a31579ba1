import fc from "fast-check";
import { expect, test } from "vitest";
import { client, DAY, get, offer, record } from "./makers.ts";

/** How records are gathered into batches must not show in what is stored. */

const SEED = 20131115;
const T = 1_400_000_000;
const OWNERS = 3;
const POINT = { latitude: 10.5, longitude: 20.5 };

/** A record in small numbers: which photo, who, what. `from` marks ids that no other collection of the test has. */
interface Small {
  photo: number;
  name: number;
  bio: number | null;
  comments: number[];
  likers: number[];
  place: number | null;
  north: number;
  time: number;
}

const few = (most: number) => fc.integer({ min: 0, max: most });
const small: fc.Arbitrary<Small> = fc.record({
  photo: few(5),
  name: few(2),
  bio: fc.option(few(2)),
  comments: fc.uniqueArray(few(9), { maxLength: 6 }),
  likers: fc.uniqueArray(few(5), { maxLength: 4 }),
  place: fc.option(few(1)),
  north: few(2),
  time: few(2),
});

const digits = (n: number) => String(n).padStart(2, "0");

function build(from: number, { photo, name, bio, comments, likers, place, north, time }: Small) {
  const id = (kind: number, n: number) => `${from}${kind}${digits(n)}`;
  const person = (n: number, called: number) => ({ username: `p${n}`, full_name: `P ${called}`, id: id(1, n) });
  const owner = photo % OWNERS;
  return record({
    id: `${id(2, photo)}${time > 0 ? `_${id(1, owner)}` : ""}`,
    user: { ...person(owner, name), ...(bio !== null && { bio: `bio ${bio}` }) },
    link: null,
    created_time: String(T + time),
    comments: {
      count: comments.length,
      data: comments.map((n) => ({
        created_time: String(T + (n >> 1)),
        text: `says ${n} ${name}`,
        from: person(n % 6, name),
        id: id(3, n),
      })),
    },
    likes: { count: 10, data: likers.map((n) => person(n, name)) },
    location: place === null ? null : { id: Number(id(4, place)), name: `place ${name}`, ...(bio === null && POINT) },
    latitude: 10 + north / 1_000,
    longitude: (from % 300) - 150,
  });
}

/** All that can be asked of a collection, with its ids made like those of any other. */
async function everything(from: number) {
  const app = await client();
  const answers = await Promise.all(
    Array.from({ length: 6 }, async (_, n) => (await get(`/v1/media/${from}2${digits(n)}?client_id=${app}`)).text),
  );
  const around = `lat=10&lng=${(from % 300) - 150}&min_timestamp=${T - DAY}&max_timestamp=${T + DAY}&count=100`;
  for (const radius of [50, 150, 300]) {
    answers.push((await get(`/v1/media/search?${around}&distance=${radius}&client_id=${app}`)).text);
  }
  return answers.map((text) => JSON.parse(text.replaceAll(String(from), "")));
}

test("records that come in one import, in which photos come again, give what they give one import each", async () => {
  let from = 730_000;
  const same = fc.asyncProperty(fc.array(small, { minLength: 1, maxLength: 10 }), async (smalls) => {
    const [together, apart] = [from++, from++];
    const all = await offer(smalls.map((one) => build(together, one)));
    expect(all.refusals).toEqual([]);
    for (const one of smalls) await offer([build(apart, one)]);
    expect(await everything(together)).toEqual(await everything(apart));
  });
  await fc.assert(same, { seed: SEED, numRuns: 25 });
}, 60_000);
