import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { confirmed } from "../../cli/confirm.ts";
import { drawn } from "./camera.ts";
import { instance } from "./commands.ts";

/** Taking things along, and taking them out, by the commands. */

type Instance = Awaited<ReturnType<typeof instance>>;
let own: Instance;
let other: Instance;
let server: Awaited<ReturnType<Instance["start"]>>;
beforeAll(async () => {
  [own, other] = [await instance(), await instance()];
  server = await own.start();
});
afterAll(async () => {
  await server.stop();
  await Promise.all([own.remove(), other.remove()]);
});

const text = (of: Instance, name: string) => readFile(join(of.folder, name), "utf8");
const done = async (of: Instance, ...args: string[]) => {
  const { code, stdout, stderr } = await of.darkroom(args);
  expect(code, stderr).toBe(0);
  return { stdout, stderr };
};
const status = async (path: string) => (await fetch(`${server.url}${path}`)).status;

test("the demo with live likes, a private person and pictures of one's own goes out, in and out again to the byte", async () => {
  for (const id of ["3", "20988202"]) {
    const liked = await fetch(`${server.url}/v1/media/${id}/likes?access_token=ACCESS-TOKEN`, { method: "POST" });
    expect(liked.status).toBe(200);
  }
  await writeFile(join(own.folder, "a.jpg"), await drawn(1).jpeg().toBuffer());
  await writeFile(join(own.folder, "b.jpg"), await drawn(2).jpeg().toBuffer());
  await done(own, "import", "a.jpg", "b.jpg", "--user", "wren");

  const { stdout } = await done(own, "export", "all.ndjson", "--pictures", "pictures", "--json");
  const counts = JSON.parse(stdout);
  expect(counts).toMatchObject({ files: 2, pictures: 6 });
  expect(counts.media).toBeGreaterThan(300);
  const all = await text(own, "all.ndjson");
  expect(all.split("\n")).toHaveLength(counts.users + counts.places + counts.media + counts.files + 1);
  expect((await stat(join(own.folder, "all.ndjson"))).mode & 0o77).toBe(0);
  expect((await done(own, "export", "-")).stdout).toBe(all);

  const from = (name: string) => join(own.folder, name);
  const into = ["import", from("all.ndjson"), "--pictures", from("pictures")];
  const { media, refused, notKept } = JSON.parse((await done(other, ...into, "--json")).stdout);
  expect({ added: media.added, refused, notKept }).toEqual({ added: counts.media, refused: 0, notKept: {} });
  await done(other, "export", "again.ndjson", "--pictures", "pictures");
  expect(await text(other, "again.ndjson")).toBe(all);
  const pictures = (await readdir(from("pictures"))).sort();
  expect((await readdir(join(other.folder, "pictures"))).sort()).toEqual(pictures);
  for (const name of pictures) {
    expect(await readFile(join(other.folder, "pictures", name))).toEqual(
      await readFile(join(own.folder, "pictures", name)),
    );
  }
  // The files are known there: they make no photo, and no picture, a second time.
  await writeFile(join(other.folder, "a copy.jpg"), await readFile(from("a.jpg")));
  const again = JSON.parse((await done(other, "import", "a copy.jpg", "--user", "wren", "--json")).stdout);
  expect(again.media).toMatchObject({ added: 0 });
  expect(again.pictures).toMatchObject({ photos: 0 });

  await writeFile(join(own.folder, "pictures", "notes.txt"), "x");
  const { code, stderr } = await other.darkroom(into);
  expect({ code, stderr: stderr.match(/refused.*/)?.[0] }).toEqual({
    code: 1,
    stderr: "refused: notes.txt: is not the name of an exported picture",
  });
});

test("photos and people are taken out when that is confirmed, and not without", async () => {
  const refused = await own.darkroom(["media", "delete", "3", "20988202", "999"]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("There is no media 999.");
  expect(refused.stderr).toContain(
    "This takes out for good: 3 of kevin, 20988202 of mahaface, with 2 comments and 3 likes.",
  );
  expect(refused.stderr).toContain("say --yes");
  expect(await status("/v1/media/3?client_id=CLIENT-ID")).toBe(200);

  const { code, stdout } = await own.darkroom(["media", "delete", "3", "20988202", "999", "--yes", "--json"]);
  expect({ code, ...JSON.parse(stdout) }).toEqual({ code: 1, media: 2, unknown: ["999"] });
  for (const id of ["3", "20988202"]) expect(await status(`/v1/media/${id}?client_id=CLIENT-ID`)).toBe(400);
  expect((await own.darkroom(["media", "delete", "3", "--yes"])).code).toBe(2);
  const malformed = await own.darkroom(["media", "delete", "three", "--yes"]);
  expect({ code: malformed.code, stderr: malformed.stderr.trim() }).toEqual({
    code: 2,
    stderr: "three is no media id; allowed: its number, or the number, _ and its owner's id",
  });

  const pictures = [...(await text(own, "all.ndjson")).matchAll(/\/pictures\/[\w-]+_7\.jpg/g)].map(([url]) => url);
  expect(await Promise.all(pictures.map(status))).toEqual([200, 200]);
  expect((await own.darkroom(["users", "delete", "wren"])).code).toBe(2);
  const wren = JSON.parse((await done(own, "users", "delete", "wren", "--yes", "--json")).stdout);
  expect(wren).toEqual({ media: 2, comments: 0, likes: 0, tags: 0, captions: 0, tokens: 0 });
  expect(await Promise.all(pictures.map(status))).toEqual([404, 404]);
  expect((await own.darkroom(["users", "show", "wren"])).code).toBe(2);
  const after = (await done(own, "export", "-")).stdout;
  expect(after).not.toMatch(/wren|\/pictures\/[\w-]{22}_/);
});

test.for([
  ["y\n", true],
  ["YES\n", true],
  ["n\n", false],
  ["\n", false],
  [null, false],
] as const)("asked at a terminal, %j does it: %j", async ([answer, does]) => {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough().setEncoding("utf8");
  input.end(answer ?? "");
  const asked = confirmed("This takes out a photo.", false, { input, output });
  if (does) await asked;
  else await expect(asked).rejects.toThrow("Nothing was changed.");
  expect(output.read()).toContain("This takes out a photo. Do it? [y/N]");
});
