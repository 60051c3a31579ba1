import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sign } from "../../src/signature.ts";
import { instance, ndjson } from "./commands.ts";

let own: Awaited<ReturnType<typeof instance>>;
let server: Awaited<ReturnType<typeof own.start>>;
beforeAll(async () => {
  own = await instance();
  server = await own.start("--empty");
});
afterAll(async () => {
  await server.stop();
  await own.remove();
});

/** The files of a folder that hold a text. */
const files = async (folder: string, text: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(text))
    .map(({ name }) => name);

const status = async (path: string) => (await fetch(`${server.url}/v1/media/${path}`)).status;

test("a created token is printed once, alone with --json, works, is listed by fingerprint, and ends when revoked", async () => {
  const created = await own.darkroom([
    "tokens",
    "create",
    "--user",
    "wren",
    "--scope",
    "likes",
    "--expires",
    "30d",
    "--json",
  ]);
  const { access_token, ...rest } = JSON.parse(created.stdout);
  expect(rest).toEqual({});
  expect(access_token).toMatch(/^[\w-]{43}$/);
  expect(await status(`popular?access_token=${access_token}`)).toBe(200);

  const { stdout } = await own.darkroom(["tokens", "list", "--json"]);
  expect(stdout).not.toContain(access_token);
  const listed = JSON.parse(stdout).filter(({ expires }: { expires?: number }) => expires !== undefined);
  expect(listed).toHaveLength(1);
  expect(listed[0]).toMatchObject({ scopes: ["basic", "likes"], expires: listed[0].created + 30 * 86_400 });
  expect((await own.darkroom(["tokens", "revoke", listed[0].fingerprint])).stdout).toContain("revoked");
  expect(await status(`popular?access_token=${access_token}`)).toBe(400);
  expect(JSON.parse((await own.darkroom(["tokens", "list", "--json"])).stdout)).not.toContainEqual(listed[0]);
  expect((await own.darkroom(["tokens", "revoke", listed[0].fingerprint])).code).toBe(2);
});

const json = async (...args: string[]) => {
  const { code, stdout, stderr } = await own.darkroom([...args, "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
};

test("a rotated token is another one for the same user and as long; the old one ends, and neither is stored", async () => {
  const { access_token: old } = await json(
    "tokens",
    "create",
    "--user",
    "rook",
    "--scope",
    "likes",
    "--expires",
    "90m",
  );
  const before = (await json("tokens", "list")).at(-1);
  const { access_token: token, ...rest } = await json("tokens", "rotate", before.fingerprint);
  expect(rest).toEqual({});
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await Promise.all([old, token].map((one) => status(`popular?access_token=${one}`)))).toEqual([400, 200]);
  const { fingerprint, ...after } = (await json("tokens", "list")).at(-1);
  expect(fingerprint).not.toBe(before.fingerprint);
  expect(after).toEqual({ ...after, user_id: before.user_id, scopes: before.scopes, expires: before.expires });
  const { access_token: third } = await json("tokens", "rotate", token);
  expect(await Promise.all([token, third].map((one) => status(`popular?access_token=${one}`)))).toEqual([400, 200]);
  expect((await own.darkroom(["tokens", "rotate", old])).code).toBe(2);
  for (const secret of [old, token, third]) expect(await files(own.folder, secret)).toEqual([]);
});

test("a client has its limit and must sign, its tokens too; its secret is rotated, and with it they end", async () => {
  const { client_id, client_secret } = await json("clients", "create", "a signer", "--limit", "7", "--enforce-signed");
  const { access_token } = await json("tokens", "create", "--user", "rook", "--client", client_id);
  const credentials = [`client_id=${client_id}`, `access_token=${access_token}`];
  const asked = async (secret: string) =>
    Promise.all(
      credentials.map(async (query) => {
        const sig = await sign("/v1/media/popular", new URLSearchParams(query), secret);
        const { status, headers } = await fetch(`${server.url}/v1/media/popular?${query}&sig=${sig}`);
        return [status, headers.get("X-Ratelimit-Limit")];
      }),
    );
  expect(await Promise.all(credentials.map((query) => status(`popular?${query}`)))).toEqual([403, 403]);
  expect(await asked(client_secret)).toEqual([
    [200, "7"],
    [200, "7"],
  ]);

  const { client_secret: another } = await json("clients", "rotate", client_id);
  expect(another).toMatch(/^[0-9a-f]{32}$/);
  expect(await asked(client_secret)).toEqual([
    [403, null],
    [403, null],
  ]);
  expect((await asked(another)).map(([status]) => status)).toEqual([200, 200]);

  const listed = await own.darkroom(["clients", "list", "--json"]);
  expect(listed.stdout).not.toContain(another);
  expect(JSON.parse(listed.stdout)).toContainEqual(
    expect.objectContaining({ client_id, name: "a signer", limit: 7, enforce_signed: true }),
  );
  expect((await own.darkroom(["clients", "revoke", client_id])).code).toBe(0);
  expect((await asked(another)).map(([status]) => status)).toEqual([400, 400]);
  expect((await own.darkroom(["clients", "rotate", client_id])).code).toBe(2);
});

test("a created client works", async () => {
  const { client_id, client_secret, ...rest } = JSON.parse(
    (await own.darkroom(["clients", "create", "a widget", "--json"])).stdout,
  );
  expect(rest).toEqual({});
  expect(client_secret).toMatch(/^[0-9a-f]{32}$/);
  expect(await status(`popular?client_id=${client_id}`)).toBe(200);
});

test("a user who is set private is hidden at once, and shown again", async () => {
  const photos = ndjson(3)
    .replaceAll(/"username":"person\d+"/g, '"username":"hermit"')
    .replaceAll(/"id":"50\d"/g, '"id":"501"');
  expect((await own.darkroom(["import", "-"], photos)).code).toBe(0);
  const search = "search?lat=40.00002&lng=10&min_timestamp=1700000000&max_timestamp=1700000100&client_id=CLIENT-ID";
  const found = async () =>
    ((await (await fetch(`${server.url}/v1/media/${search}`)).json()) as { data: unknown[] }).data.length;
  expect([await found(), await status("1?client_id=CLIENT-ID")]).toEqual([3, 200]);
  const { code, stdout } = await own.darkroom(["users", "set-private", "hermit", "on"]);
  expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: "hermit (id 501) is private: 3 media." });
  expect([await found(), await status("1?client_id=CLIENT-ID")]).toEqual([0, 400]);
  const shown = JSON.parse((await own.darkroom(["users", "show", "501", "--json"])).stdout);
  expect(shown).toMatchObject({ username: "hermit", private: 1, media: 3, located: 3 });
  await own.darkroom(["users", "set-private", "hermit", "off"]);
  expect([await found(), await status("1?client_id=CLIENT-ID")]).toEqual([3, 200]);
});

test.for([
  [["tokens", "create", "--user", "wren", "--scope", "everything"], "--scope everything is not known"],
  [["tokens", "create", "--user", "wren", "--expires", "soon"], "--expires is soon"],
  [["tokens", "create", "--user", "wren", "--client", "none"], "No client has the id none"],
  [["clients", "create", "a widget", "--limit", "many"], "--limit is many"],
  [["clients", "create", "a widget", "--limit", "0"], "--limit is 0"],
  [["users", "show", "nobody"], "No user is named nobody"],
  [["users", "set-private", "wren", "maybe"], "It is maybe; allowed: on, off"],
  [["import", "nowhere.json"], "nowhere.json is not a file"],
] as const)("a mistake is told in one line: %j", async ([args, message]) => {
  const { code, stderr } = await own.darkroom([...args]);
  expect(code).toBe(2);
  expect(stderr.trim().split("\n").at(-1)).toContain(message);
});

test("an import that could not take all says so, and what, and ends with 1", async () => {
  const { code, stdout, stderr } = await own.darkroom(["import", "-"], `${ndjson(2, 900)}\n{"id": "x"}\nnonsense\n`);
  expect(code).toBe(1);
  expect(stdout).toContain("refused   2");
  expect(stderr).toMatch(/refused: line 3: .*id: is not a media id/);
  expect(stderr).toContain("refused: line 4: is not JSON");
});
