import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { removeMedia } from "../cli/media.ts";
import { setPrivate } from "../cli/privacy.ts";
import { findUser } from "../cli/users.ts";
import { refreshKept, rewriteKept } from "../src/kept.ts";
import { brokenD1, brokenKV, type Fault } from "./broken.ts";
import { forget } from "./forget.ts";
import { ask, kept, photo, stores } from "./kept.ts";
import { client, person, put, tokenOf } from "./makers.ts";

/** What is hidden or taken out leaves the kept list with the same command, whoever makes it anew meanwhile. */

beforeEach(async () => {
  await forget();
  await env.DB.prepare("DELETE FROM media").run();
});

const hide = async ({ id }: { id: string }) => {
  const user = await findUser(env.DB, id);
  if (!user) throw new Error(`no user ${id}`);
  await setPrivate(env.DB, user, true);
};

test("hidden or taken out by a command: gone from the list, and for callers with a user before", async () => {
  const [hider, owner] = [person(), person()];
  const [secret, gone, stays] = [photo(1, { user: hider }), photo(2, { user: owner }), photo(3)];
  await put(secret, gone, stays);
  await rewriteKept(stores);
  expect((await ask(`client_id=${await client()}`)).ids).toEqual([secret.id, gone.id, stays.id]);
  await hide(hider);
  expect((await ask(`access_token=${await tokenOf("71")}`)).ids).toEqual([gone.id, stays.id]);
  await removeMedia(env.DB, undefined, [gone.id]);
  expect((await ask(`access_token=${await tokenOf("71")}`)).ids).toEqual([stays.id]);
  await rewriteKept(stores);
  expect((await ask(`client_id=${await client()}`)).ids).toEqual([stays.id]);
  expect(await kept()).not.toContain(hider.username);
});

/** Hides somebody and rewrites the list, at a moment of somebody else's refresh. */
const hideOnce = (user: { id: string }) => {
  let done = false;
  return async () => {
    if (done) return;
    done = true;
    await hide(user);
    await rewriteKept(stores);
  };
};

test.each<[when: string, stores: (hiding: () => Promise<void>) => typeof stores]>([
  [
    "after the refresh has chosen",
    (hiding) => ({ ...stores, DB: brokenD1(later(hiding, /json_group_array\(json_object\('score'/)) }),
  ],
  ["after the refresh has read", (hiding) => ({ ...stores, DB: brokenD1(later(hiding, /WITH page/)) })],
  ["before the list is put", (hiding) => ({ ...stores, KV: putting(sooner(hiding)) })],
  ["after the list is put", (hiding) => ({ ...stores, KV: putting(later(hiding)) })],
])("who is hidden %s is not in what is kept in the end", async (_, interleaved) => {
  const user = person();
  await put(photo(1, { user }), photo(2));
  await refreshKept(interleaved(hideOnce(user)));
  expect(await kept()).not.toContain(user.username);
  expect((await kept()).split("\n")).toHaveLength(1);
});

const sooner =
  (hiding: () => Promise<void>): Fault =>
  async (call) => {
    await hiding();
    return call();
  };
const later =
  (hiding: () => Promise<void>, when = /./): Fault =>
  async (call, asked) => {
    const answer = await call();
    if (when.test(asked)) await hiding();
    return answer;
  };
const putting = (fault: Fault) => brokenKV(fault, undefined, ["put"]);

test("a refresh that has read before a hiding puts nothing at all", async () => {
  const user = person();
  await put(photo(1, { user }), photo(2));
  const puts: string[] = [];
  const counting: Fault = (call, key) => {
    puts.push(key);
    return call();
  };
  const DB = brokenD1(later(hideOnce(user), /WITH page/));
  await refreshKept({ DB, KV: putting(counting) });
  expect(puts).toEqual([]);
  expect(await kept()).not.toContain(user.username);
});
