import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { instance, ndjson } from "./commands.ts";

type Instance = Awaited<ReturnType<typeof instance>>;
let own: Instance;
beforeAll(async () => {
  own = await instance();
});
afterAll(() => own.remove());

/** Does something to the database of an instance that nobody has open, past the rules of foreign keys. */
async function damage(sql: string) {
  const folder = join(own.folder, "state/v3/d1/miniflare-D1DatabaseObject");
  const file = (await readdir(folder)).find((name) => name.endsWith(".sqlite") && !name.startsWith("metadata"));
  const db = new DatabaseSync(join(folder, String(file)), { enableForeignKeyConstraints: false });
  db.exec(sql);
  db.close();
}

test("the doctor tells what is wrong with rows that lead nowhere, repairs what nothing leads to, and then is content", async () => {
  const fresh = await own.darkroom(["doctor"]);
  expect(fresh.code).toBe(2);
  expect(fresh.stderr).toContain("These migrations are not applied: 0000_init.sql");
  expect((await own.darkroom(["doctor", "--fix"])).code).toBe(0);

  expect((await own.darkroom(["import", "-"], ndjson(20))).code).toBe(0);
  const healthy = await own.darkroom(["doctor"]);
  expect(healthy.code).toBe(0);
  expect(healthy.stdout).toMatch(/ok {8}search\n/);
  expect(healthy.stdout).toMatch(/stored .* 20 media/);
  expect(healthy.stdout).toMatch(/a photo takes \d+ bytes of D1 and 10\.0 rows\nAll is well\./);

  await damage("DELETE FROM media WHERE id IN ('3', '4')");
  const sick = await own.darkroom(["doctor", "--json"]);
  expect(sick.code).toBe(1);
  const { healthy: isWell, checks } = JSON.parse(sick.stdout);
  expect(isWell).toBe(false);
  const said = checks.flatMap(({ problems }: { problems: { what: string; count: number }[] }) =>
    problems.map(({ what, count }) => `${count} ${what}`),
  );
  expect(said).toEqual([
    "2 values of comments.media_pk that media does not have",
    "2 values of likes.media_pk that media does not have",
    "2 values of like_slots.media_pk that media does not have",
    "12 cells under which no media belongs",
  ]);
  const treated = await own.darkroom(["doctor", "--fix"]);
  expect({ code: treated.code, end: treated.stdout.trim().split("\n").at(-1) }).toEqual({
    code: 0,
    end: "All is well.",
  });
  expect(treated.stdout.match(/^repaired /gm)).toHaveLength(4);
  expect((await own.darkroom(["doctor"])).stdout).not.toMatch(/repaired|wrong/);

  await damage("DELETE FROM users WHERE username = 'una'");
  const told = await own.darkroom(["doctor", "--fix"]);
  expect(told.code).toBe(1);
  expect(told.stdout).toContain("wrong     rows: 1 values of comments.user_pk that users does not have");
  expect(told.stdout).toContain("Import the photos that they belong to again.");
});
