import { afterAll, beforeAll, expect, test } from "vitest";
import { instance, ndjson } from "./commands.ts";

let own: Awaited<ReturnType<typeof instance>>;
let server: Awaited<ReturnType<typeof own.start>>;
beforeAll(async () => {
  own = await instance();
  server = await own.start("--empty");
  await own.write("three.ndjson", ndjson(3));
  expect((await own.darkroom(["import", "three.ndjson"])).code).toBe(0);
});
afterAll(async () => {
  await server?.stop();
  await own?.remove();
});

const shown = async () => JSON.parse((await own.darkroom(["popular", "show", "--json"])).stdout) as { id: string }[];
const kept = async () => {
  const answer = await fetch(`${server.url}/v1/media/popular?client_id=CLIENT-ID`);
  const { data } = (await answer.json()) as { data: { id: string; likes: { count: number } }[] };
  return { age: Number(answer.headers.get("Age")), status: answer.headers.get("Cache-Status"), data };
};

test("show has every public photo by rank, with what puts it there, for people and for scripts", async () => {
  const list = await shown();
  expect(list.map((row) => ({ ...row, score: 0, weight: 0 }))).toEqual(
    list.map(({ id }, i) => ({
      ...{ rank: i + 1, id, owner: expect.any(String), score: 0, weight: 0, likes: expect.any(Number), recent: 0 },
      ...{ created_time: expect.any(Number), above: expect.any(Number) },
    })),
  );
  expect(list.map(({ id }) => id).sort()).toEqual(["1", "2", "3"]);
  const lines = (await own.darkroom(["popular", "show"])).stdout.trim().split("\n");
  expect(lines).toHaveLength(3);
  for (const [i, line] of lines.entries())
    expect(line).toMatch(new RegExp(`^ *${i + 1} .* ${list[i]?.id} .*likes of now`));
});

test("a like leads the list, and refresh brings it into the kept one at once", async () => {
  expect((await own.darkroom(["popular", "refresh"])).code).toBe(0);
  const last = (await shown()).at(-1)?.id ?? "";
  const counted = (await kept()).data.find(({ id }) => id.startsWith(last))?.likes.count ?? 0;
  const body = new URLSearchParams({ access_token: "ACCESS-TOKEN" });
  expect((await fetch(`${server.url}/v1/media/${last}/likes`, { method: "POST", body })).status).toBe(200);
  const [first] = (await shown()) as unknown as { id: string; recent: number }[];
  expect(first).toMatchObject({ id: last, recent: 1 });
  expect((await own.darkroom(["popular", "refresh"])).code).toBe(0);
  const { age, status, data } = await kept();
  expect(data[0]?.id.startsWith(last)).toBe(true);
  expect(data[0]?.likes.count).toBe(counted + 1);
  expect(age).toBeLessThan(60);
  expect(status).toMatch(/^darkroom; hit; ttl=\d+$/);
});

test("rebuild ranks all anew, by another half-life too, and refuses what is none", async () => {
  const before = await shown();
  const same = await own.darkroom(["popular", "rebuild"]);
  expect(same).toMatchObject({ code: 0, stdout: "3 media are ranked anew.\n" });
  const scores = (list: object[]) => list.map((row) => (row as { score: number }).score);
  expect(scores(await shown())).toEqual(scores(before));
  expect((await own.darkroom(["popular", "rebuild", "--half-life", "12h"])).code).toBe(0);
  expect(scores(await shown())).not.toEqual(scores(before));
  for (const bad of ["0h", "2", "366d", "a day"]) {
    const { code, stderr } = await own.darkroom(["popular", "rebuild", "--half-life", bad]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `--half-life is ${bad}; allowed: hours or days from 1h to 365d, as 24h\n`,
    });
  }
});
