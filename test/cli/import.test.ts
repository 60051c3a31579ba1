import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { finished, instance, ndjson } from "./commands.ts";

type Instance = Awaited<ReturnType<typeof instance>>;
let own: Instance;
beforeAll(async () => {
  own = await instance();
});
afterAll(() => own.remove());

/** Every row of every table of an instance that nobody has open. `pk`s are left out: they depend on the history. */
async function dump(of: Instance) {
  const folder = join(of.folder, "state/v3/d1/miniflare-D1DatabaseObject");
  const file = (await readdir(folder)).find((name) => name.endsWith(".sqlite") && !name.startsWith("metadata"));
  const db = new DatabaseSync(join(folder, String(file)), { readOnly: true });
  const all = (sql: string) =>
    db
      .prepare(sql)
      .all()
      .map((row) => JSON.stringify(Object.values(row)));
  const tables = {
    users: all("SELECT id, username, full_name, private FROM users ORDER BY id"),
    media: all("SELECT id, created_time, images, latitude, likes_count, comments_count, digest FROM media ORDER BY id"),
    comments: all("SELECT m.id, c.id, c.text FROM comments c JOIN media m ON m.pk = c.media_pk ORDER BY m.id, c.id"),
    likes: all(
      "SELECT m.id, k.position, k.liker FROM likes k JOIN media m ON m.pk = k.media_pk ORDER BY m.id, k.position",
    ),
    cells: all(`SELECT m.id, c.audience, c.cell, c.at >> 26 FROM media_cells c JOIN media m ON m.pk = c.at & 67108863
      ORDER BY m.id, c.cell`),
    loose: all("SELECT count(*) FROM media_cells WHERE at & 67108863 NOT IN (SELECT pk FROM media)"),
  };
  db.close();
  return tables;
}

test("an import that is killed at any moment is completed by the next, nothing lost or doubled", async () => {
  const kills = Number(process.env.KILLS ?? 3);
  const text = ndjson(12_000);
  const whole = await instance();
  await whole.write("all.ndjson", text);
  const clean = await whole.darkroom(["import", "all.ndjson", "--json"]);
  expect(clean.code).toBe(0);
  const expected = await dump(whole);
  expect(expected.media).toHaveLength(12_000);

  await own.write("all.ndjson", text);
  for (let i = 0; i < kills; i++) {
    const child = own.begin(["import", "all.ndjson"]);
    const end = finished(child);
    // Start-up takes a second or two; then batches land one after the other.
    await new Promise((resolve) => setTimeout(resolve, 500 + ((i * 7919) % 3500)));
    if (child.pid && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    await end;
  }
  const { code, stdout } = await own.darkroom(["import", "all.ndjson", "--json"]);
  expect(code).toBe(0);
  const { added, unchanged } = JSON.parse(stdout).media;
  expect(added + unchanged).toBe(12_000);
  expect(await dump(own)).toEqual(expected);
  await whole.remove();
});

test("an import beside a reader and a writer completes, and every answer meanwhile is 200", async () => {
  const server = await own.start("--empty");
  try {
    await own.write("more.ndjson", ndjson(4_000, 1_000_001));
    await own.write("other.ndjson", ndjson(500, 2_000_001));
    let importing = true;
    const statuses: number[] = [];
    await own.darkroom(["import", "other.ndjson"]);
    const paths = ["2000001", "search?lat=40&lng=10&min_timestamp=1700000000&max_timestamp=1700500000", "popular"];
    const read = async (path: string) => {
      while (importing) {
        const { status } = await fetch(
          `${server.url}/v1/media/${path}${path.includes("?") ? "&" : "?"}access_token=ACCESS-TOKEN`,
        );
        statuses.push(status);
        // Two cores are shared with the imports.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const write = async () => {
      const failures: string[] = [];
      while (importing) {
        const { code, stderr } = await own.darkroom(["import", "other.ndjson"]);
        if (code !== 0) failures.push(`${code}: ${stderr}`);
      }
      return failures;
    };
    const besides = [...paths.map(read), write()];
    const { code, stderr } = await own.darkroom(["import", "more.ndjson", "--json"]);
    importing = false;
    const failures = (await Promise.all(besides)).flatMap((some) => some ?? []);
    expect({ code, refused: stderr.match(/refused/g) }).toEqual({ code: 0, refused: null });
    expect(failures).toEqual([]);
    expect(statuses.length).toBeGreaterThan(30);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    const found = await fetch(`${server.url}/v1/media/1004000?access_token=ACCESS-TOKEN`);
    expect(found.status).toBe(200);
  } finally {
    await server.stop();
  }
});
