import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { rewriteKept } from "../src/kept.ts";
import { forget } from "./forget.ts";
import { ask, photo, stores } from "./kept.ts";
import { author, client, counted, get, person, put, record, tokenOf } from "./makers.ts";

/** What a caller's own likes add to the kept list. */

beforeEach(async () => {
  await forget();
  await env.DB.prepare("DELETE FROM media").run();
});

test("one query lays over the kept list what the caller likes by now, as each photo itself tells", async () => {
  const me = person();
  const photos = [
    photo(1, { likes: counted([author(me)]) }),
    photo(60),
    photo(150, { likes: counted([author(), author(me)]) }),
    photo(240, { likes: counted([author()]) }),
  ];
  await put(...photos, record({ user: me, created_time: "1000000000" }));
  await rewriteKept(stores);
  const token = await tokenOf(me.id, { scopes: ["likes"] });
  const at = (id = "", path = "", method = "GET") => get(`/v1/media/${id}${path}?access_token=${token}`, { method });
  await at(photos[0]?.id, "/likes", "DELETE");
  await at(photos[1]?.id, "/likes", "POST");
  const { body, calls } = await ask(`access_token=${token}`);
  expect(calls).toMatchObject({ trips: 1, kvReads: 2, kvWrites: 0, atPrimary: { trips: 0 } });
  const told = body.data.map((item: { user_has_liked: boolean }) => item.user_has_liked);
  expect(told).toEqual([false, true, true, false, false]);
  const singles = await Promise.all(body.data.map(({ id }: { id: string }) => at(id)));
  expect(singles.map(({ body }) => body.data.user_has_liked)).toEqual(told);

  const other = await ask(`access_token=${await tokenOf("71")}`);
  expect(other.body.data.map((item: { user_has_liked: boolean }) => item.user_has_liked)).toEqual(Array(5).fill(false));
  const { body: open, calls: none } = await ask(`client_id=${await client()}`);
  expect(open.data.some((item: object) => "user_has_liked" in item)).toBe(false);
  expect(none).toMatchObject({ trips: 0, atPrimary: { trips: 0 } });
});
