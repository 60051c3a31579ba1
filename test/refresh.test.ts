import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { openDatabase } from "../src/database.ts";
import { mostPopular, popularPks } from "../src/media/ranking.ts";
import { author, comment, counted, now, person, put, record } from "./makers.ts";

test("the list of a hundred photos that show all they can: 600 rows to rank it, 3,000 to make it", async () => {
  const owners = Array.from({ length: 60 }, () => person());
  const photos = Array.from({ length: 120 }, (_, i) =>
    record({
      user: owners[i % owners.length],
      created_time: String(now() - 1_000 * i),
      comments: counted(Array.from({ length: 12 }, () => comment())),
      likes: counted(
        Array.from({ length: 12 }, () => author()),
        79_623,
      ),
      location: { latitude: 1, name: `Quay ${i}`, longitude: 1, id: 4_000 + i },
    }),
  );
  await put(...photos);
  const db = openDatabase(env.DB);
  await popularPks(db);
  expect(db.cost.rows).toBeLessThanOrEqual(600);
  db.cost.rows = 0;
  const rows = await mostPopular(db, null);
  expect(rows.map(({ comments, likes }) => [JSON.parse(comments).length, JSON.parse(likes).length])).toEqual(
    Array(100).fill([8, 8]),
  );
  expect(db.cost.rows).toBeLessThanOrEqual(3_000);
});
