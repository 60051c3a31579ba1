import { beforeAll, expect, test } from "vitest";
import { forget } from "./forget.ts";
import { author, client, comment, counted, hidden, person, put, record, tokenOf } from "./makers.ts";
import { seeded } from "./random.ts";
import { visit } from "./visit.ts";

/** What each endpoint may cost: round trips to D1, KV reads, and rows read, which D1 bills. */

const SEED = 20131115;
const T = 1_400_000_000;
const STADIUM = { lat: 51.556, lng: -0.2795 };
const FULL = 25;
const CROWD = 6_000;

const random = seeded(SEED);
const viewer = author();
let app = "";
let token = "";
let id = "";

/** A photo in and around the stadium, some seconds before T. */
const near = (secondsBefore: number, over: Record<string, unknown> = {}) =>
  record({
    created_time: String(T - secondsBefore),
    latitude: STADIUM.lat + random.between(-0.003, 0.003),
    longitude: STADIUM.lng + random.between(-0.005, 0.005),
    ...over,
  });

/** With as much as an answer can show of a photo, and more. */
const full = (secondsBefore: number) =>
  near(secondsBefore, {
    comments: counted(Array.from({ length: 12 }, () => comment())),
    likes: counted([...Array.from({ length: 12 }, () => author()), viewer], 79_623),
    caption: { created_time: String(T), text: "The match.", from: author(), id: "1" },
    tags: ["match", "night"],
    users_in_photo: [{ user: author(), position: { x: 0.5, y: 0.5 } }],
    location: { latitude: STADIUM.lat, name: "Stadium", longitude: STADIUM.lng, id: 4000 + secondsBefore },
  });

beforeAll(async () => {
  [app, token] = [`client_id=${await client()}`, `access_token=${await tokenOf(viewer.id)}`];
  const owners = Array.from({ length: 40 }, () => person());
  const crowd = Array.from({ length: CROWD }, () =>
    near(FULL + random.integer(1, 4 * 86_400), { user: random.pick(owners) }),
  );
  const shown = Array.from({ length: FULL }, (_, i) => full(i + 1));
  id = shown[0]?.id ?? "";
  await put(...shown, ...crowd);
});

const around = (query: string) => `/v1/media/search?lat=${STADIUM.lat}&lng=${STADIUM.lng}&max_timestamp=${T}&${query}`;
/** Before the full photos were taken. */
const bare = (query: string) => around(query).replace(`max_timestamp=${T}`, `max_timestamp=${T - FULL}`);

interface Budget {
  what: string;
  path(caller: string): string;
  /** How many media it must answer with, for the budget to mean something. */
  items?: number;
  before?(): Promise<unknown>;
  trips: number;
  kvReads: number;
  kvWrites?: number;
  /** Rows read: about a tenth more than was measured. */
  rows: number;
  /** The work behind the answer: rows that it may read, and writes. */
  behind?: { trips: number; rows: number; rowsWritten: number };
}

const BOTH: Budget[] = [
  { what: "a full photo", path: (caller) => `/v1/media/${id}?${caller}`, trips: 1, kvReads: 1, rows: 28 },
  {
    what: "20 full photos out of a crowd, 5 km",
    path: (caller) => around(`distance=5000&${caller}`),
    items: 20,
    trips: 1,
    kvReads: 1,
    rows: 670,
  },
  {
    what: "20 bare photos out of a crowd, 5 km",
    path: (caller) => bare(`distance=5000&${caller}`),
    items: 20,
    trips: 1,
    kvReads: 1,
    rows: 250,
  },
  {
    what: "20 bare photos out of a crowd, 500 m",
    path: (caller) => bare(`distance=500&${caller}`),
    items: 20,
    trips: 1,
    kvReads: 1,
    rows: 260,
  },
  {
    what: "the 16 photos within 15 m in a crowd",
    path: (caller) => around(`distance=15&${caller}`),
    items: 16,
    trips: 1,
    kvReads: 1,
    rows: 285,
  },
  {
    what: "100 photos out of a crowd, 25 of them full",
    path: (caller) => around(`distance=5000&count=100&${caller}`),
    items: 100,
    trips: 1,
    kvReads: 1,
    rows: 1_540,
  },
  {
    what: "empty land, 5 km",
    path: (caller) => `/v1/media/search?lat=-45&lng=20&distance=5000&${caller}`,
    items: 0,
    trips: 1,
    kvReads: 1,
    rows: 41,
  },
  {
    what: "the popular list, not kept yet",
    path: (caller) => `/v1/media/popular?${caller}`,
    items: 32,
    before: forget,
    trips: 2,
    kvReads: 2,
    kvWrites: 1,
    rows: 1_410,
    behind: { trips: 5, rows: 3_000, rowsWritten: 1 },
  },
];

const keep = async () => {
  await forget();
  await visit(`/v1/media/popular?${app}`);
};
const kept = { what: "the popular list, kept", before: keep, kvReads: 2 };
const path = (caller: string) => `/v1/media/popular?${caller}`;

const BUDGETS: [caller: string, Budget][] = [
  ...BOTH.flatMap((budget): [string, Budget][] => [
    ["client_id", budget],
    ["access_token", budget],
  ]),
  ["client_id", { ...kept, path, items: 32, trips: 0, rows: 0 }],
  ["access_token", { ...kept, path, items: 32, trips: 1, rows: 135 }],
  ["access_token", { ...kept, path: (caller) => path(`count=100&${caller}`), items: 100, trips: 1, rows: 360 }],
];

test.each(BUDGETS.map(([caller, budget]) => ({ caller, budget, ...budget })))(
  "$what with a $caller: $trips round trips to D1, $rows rows",
  async ({ caller, budget }) => {
    await budget.before?.();
    const asked = budget.path(caller === "client_id" ? app : token);
    const { status, body, rows, calls, callsInAll } = await visit(asked);
    expect(status, JSON.stringify(body)).toBe(200);
    if (budget.items !== undefined) expect(body.data).toHaveLength(budget.items);
    expect(calls.trips).toBe(budget.trips);
    expect(calls.kvReads).toBe(budget.kvReads);
    expect(callsInAll.kvWrites).toBe(budget.kvWrites ?? 0);
    expect(callsInAll.rowsWritten).toBe(0);
    const { trips, rowsRead, rowsWritten } = callsInAll.atPrimary;
    expect({ trips, rowsWritten }).toEqual({
      trips: budget.behind?.trips ?? 0,
      rowsWritten: budget.behind?.rowsWritten ?? 0,
    });
    expect(rowsRead).toBeLessThanOrEqual(budget.behind?.rows ?? 0);
    // What an answer says that it cost is what D1 was asked for.
    expect(rows).toBe(calls.rowsRead);
    expect(rows).toBeLessThanOrEqual(budget.rows);
  },
);

test("the full photos are full: 8 comments, 8 likers, a place", async () => {
  const { data } = (await visit(around(`distance=5000&${app}`))).body;
  for (const { comments, likes, location } of data) {
    expect([comments.data.length, likes.data.length, location.name]).toEqual([8, 8, "Stadium"]);
  }
});

test("a search is one round trip whatever its radius, for a private person too", async () => {
  const own = `access_token=${await tokenOf((await hidden()).id)}`;
  for (const distance of [0.5, 5, 50, 500, 5_000]) {
    for (const caller of [app, token, own]) {
      expect((await visit(around(`distance=${distance}&${caller}`))).calls.trips).toBe(1);
    }
  }
});

test("thousands of older photos in the circle cost a search nothing", async () => {
  const asked = bare(`distance=1000&${app}`);
  const before = await visit(asked);
  await put(...Array.from({ length: 3_000 }, () => near(4 * 86_400 + random.integer(1, 80_000))));
  const after = await visit(asked);
  expect(after.body.data).toEqual(before.body.data);
  expect(after.rows).toBeLessThanOrEqual(before.rows * 1.02);
});

test("a credential of a wrong form costs nothing, an unknown one a single read of KV", async () => {
  for (const caller of ["", "client_id=", "client_id=a%20b", `access_token=${"t".repeat(513)}`]) {
    expect((await visit(around(caller))).calls).toMatchObject({ trips: 0, kvReads: 0 });
  }
  for (const caller of ["client_id=unknown", "access_token=unknown"]) {
    expect((await visit(around(caller))).calls).toMatchObject({ trips: 0, kvReads: 1 });
  }
});

test("what can't be answered is not looked up: malformed ids, bad parameters, unknown paths", async () => {
  for (const asked of [
    `/v1/media/03?${app}`,
    `/v1/media/shortcode/A?${app}`,
    `/v1/media/search?${app}`,
    "/v1/nothing",
  ]) {
    expect((await visit(asked)).calls.trips).toBe(0);
  }
  expect((await visit(`/v1/media/777777?${app}`)).calls).toMatchObject({ trips: 1 });
});
