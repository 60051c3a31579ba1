import { spawn } from "node:child_process";
import { afterEach, expect, test } from "vitest";
import { EMPTY } from "../../cli/deploy/account.ts";
import { plan, storesOf } from "../../cli/deploy/plan.ts";
import { clone } from "./clone.ts";
import { finished } from "./commands.ts";

/** `npm run deploy` with wrangler replaced: what it tells wrangler to do, in which order, for every state of an account. */

let own: Awaited<ReturnType<typeof clone>> | undefined;
afterEach(() => own?.remove());

const LOOKS = [
  "whoami --json",
  "d1 list --json",
  "kv namespace list",
  "r2 bucket list",
  "deployments list --name darkroom --json",
];
const LISTS = LOOKS.slice(1);
const MIGRATE = "d1 migrations apply DB --remote -c wrangler.deploy.json";
const DEPLOY = "deploy -c wrangler.deploy.json";
const CREATE_DB = "d1 create darkroom --location weur";
const CREATE_KV = "kv namespace create darkroom-kv";
const CREATE_R2 = "r2 bucket create darkroom-pictures --location weur";
const CHECK = expect.stringContaining("d1 execute DB --remote --json --command SELECT count(*)");
const DATABASE = { name: "darkroom", uuid: "database-of-darkroom" };
const NAMESPACE = { title: "darkroom-kv", id: "namespace-of-darkroom-kv" };
const OK = { code: 0, stderr: "" };

test("nothing exists: all is made, in order, and a second run makes nothing", async () => {
  own = await clone({ r2: true, migrates: true });
  const first = await own.deploy(["--yes", "--location", "weur", "--user", "wren", "--pictures"]);
  expect(first).toMatchObject(OK);
  expect(own.calls()).toEqual([...LOOKS, CREATE_DB, CREATE_KV, CREATE_R2, ...LISTS, MIGRATE, DEPLOY]);
  expect(first.stdout).toContain("Darkroom answers at https://darkroom.wren.workers.dev");
  expect(first.stdout).toMatch(/access_token: [\w-]{43}\n/);
  const config = own.config();

  const second = await own.deploy(["--yes", "--user", "wren"]);
  expect(second).toMatchObject(OK);
  expect(own.calls()).toEqual([...LOOKS, ...LISTS, MIGRATE, DEPLOY]);
  expect(second.stdout).toContain("There are tokens.");
  expect(second.stdout).not.toContain("access_token");
  expect(own.config()).toEqual(config);
});

test("the generated configuration is wrangler.toml with the ids, and the real wrangler takes it", async () => {
  own = await clone();
  expect(await own.deploy(["--yes", "--location", "weur"])).toMatchObject(OK);
  expect(own.config()).toMatchObject({
    name: "darkroom",
    account_id: "account-of-wren",
    main: "src/index.ts",
    d1_databases: [{ binding: "DB", ...{ database_name: "darkroom", database_id: DATABASE.uuid } }],
    kv_namespaces: [{ binding: "KV", id: NAMESPACE.id }],
    r2_buckets: [],
    durable_objects: { bindings: [{ name: "LIMITER", class_name: "Limiter" }] },
    migrations: [{ tag: "v1", new_sqlite_classes: ["Limiter"] }],
    ratelimits: [
      { name: "GUESSES", namespace_id: "1001" },
      { name: "VISITS", namespace_id: "1002" },
    ],
    observability: { enabled: true, redact_query_string: true, logs: { invocation_logs: false } },
  });
  const wrangler = ["node_modules/wrangler/bin/wrangler.js", "deploy", "--dry-run", "-c", "wrangler.deploy.json"];
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", NO_COLOR: "1" };
  const real = await finished(spawn("node", wrangler, { cwd: own.folder, env }));
  expect(real).toMatchObject({ code: 0, stderr: "" });
  for (const binding of ["env.LIMITER", "env.KV", "env.DB", "env.GUESSES", "env.VISITS", "env.RATE_LIMIT"]) {
    expect(real.stdout).toContain(binding);
  }
  expect(real.stdout).not.toContain("env.PICTURES");
});

test("half exists: only what is missing is made, and an older database is looked into", async () => {
  own = await clone({ databases: [DATABASE] });
  expect(await own.deploy(["--yes"])).toMatchObject(OK);
  expect(own.calls()).toEqual([...LOOKS, CREATE_KV, ...LISTS, CHECK, MIGRATE, DEPLOY]);
});

test("all exists, from another clone: nothing is made, and the bucket stays bound", async () => {
  own = await clone({
    ...{ databases: [DATABASE], namespaces: [NAMESPACE], buckets: ["darkroom-pictures", "more"], r2: true },
    workers: ["darkroom"],
  });
  expect(await own.deploy(["--yes"])).toMatchObject(OK);
  expect(own.calls()).toEqual([...LOOKS, ...LISTS, CHECK, MIGRATE, DEPLOY]);
  expect(own.config().r2_buckets).toEqual([{ binding: "PICTURES", bucket_name: "darkroom-pictures" }]);
  expect(await own.deploy(["--yes", "--no-pictures"])).toMatchObject(OK);
  expect(own.config().r2_buckets).toEqual([]);
});

test("a dry run shows the steps and takes none, logged in or not", async () => {
  own = await clone();
  const { code, stdout } = await own.deploy(["--dry-run", "--location", "oc", "--user", "wren"]);
  expect(code).toBe(0);
  expect(own.calls()).toEqual(LOOKS);
  expect(own.config()).toBeNull();
  for (const step of ["wrangler d1 create darkroom --location oc", `wrangler ${CREATE_KV}`, `wrangler ${MIGRATE}`]) {
    expect(stdout).toContain(step);
  }
  own.change({ accounts: [] });
  const nobody = await own.deploy(["--dry-run"]);
  expect(nobody.code).toBe(0);
  expect(nobody.stdout).toContain("Nobody is logged in: these are the steps for an account that has nothing.");
  expect(nobody.stdout).toContain("wrangler d1 create darkroom --location …");
  expect(own.calls()).toEqual(["whoami --json"]);
});

test("ids that are in wrangler.toml, as a deploy button writes them, are used as they are", () => {
  const toml = {
    ...{ name: "darkroom", d1_databases: [{ binding: "DB", database_name: "photos", database_id: "given" }] },
    kv_namespaces: [{ binding: "KV", id: "given too" }],
  };
  const wanted = { name: "darkroom", location: undefined, pictures: undefined, user: undefined };
  const kinds = plan(wanted, { ...EMPTY, id: "a", worker: true }, toml, undefined).map(({ kind }) => kind);
  expect(kinds).toEqual(["write", "check", "migrate", "deploy"]);
  const stores = storesOf(wanted, EMPTY, toml, undefined);
  expect(stores).toMatchObject({ databaseId: "given", namespaceId: "given too", pictures: false });
});

test.each([
  ["d1 create", CREATE_DB],
  ["kv namespace create", CREATE_KV],
  ["d1 migrations", MIGRATE],
  ["deploy -c", DEPLOY],
])("where %s fails it says so and stops, and the next run goes on from there", async (fails, last) => {
  own = await clone({ fails });
  const { code, stdout, stderr } = await own.deploy(["--yes", "--location", "weur"]);
  expect(code).toBe(2);
  expect(stderr).toContain("The network is down.");
  expect(stderr).toContain(`wrangler ${last} failed.`);
  expect(stderr).toContain("the same command goes on from it");
  expect(stdout).not.toContain("Darkroom answers");
  const before = own.calls();
  expect(before.at(-1)).toBe(last);

  own.change({ fails: "nothing" });
  expect(await own.deploy(["--yes", "--location", "weur"])).toMatchObject(OK);
  const made = (calls: string[]) => calls.filter((call) => call.includes(" create ") && call !== last);
  const after = own.calls();
  expect(made([...before, ...after]).length).toBe(new Set(made([...before, ...after])).size);
  expect(after.at(-1)).toBe(DEPLOY);
});

test("nobody logged in, and several accounts, are told before anything is done", async () => {
  own = await clone({ accounts: [] });
  expect(await own.deploy(["--yes"])).toMatchObject({ code: 2, stderr: expect.stringContaining("npx wrangler login") });
  own.change({ accounts: ["a", "b"].map((id) => ({ id, name: `of ${id}` })) });
  const several = await own.deploy(["--yes", "--location", "weur"]);
  expect(several).toMatchObject({ code: 2, stderr: expect.stringContaining("CLOUDFLARE_ACCOUNT_ID=b  # of b") });
  expect(own.calls()).toEqual(["whoami --json", "whoami --json"]);
  const chosen = await own.deploy(["--yes", "--location", "weur"], { CLOUDFLARE_ACCOUNT_ID: "b" });
  expect(chosen).toMatchObject(OK);
  expect(own.config().account_id).toBe("b");
});

test("names that clash are refused, and another name is another instance in all", async () => {
  own = await clone({ workers: ["darkroom"] });
  const worker = await own.deploy(["--yes", "--location", "weur"]);
  expect(worker).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("The account has a Worker darkroom, and no"),
  });
  expect(own.calls()).toEqual(LOOKS);

  expect(await own.deploy(["--yes", "--location", "weur", "--name", "attic"])).toMatchObject(OK);
  const { name, d1_databases, kv_namespaces, ratelimits } = own.config();
  expect(name).toBe("attic");
  expect(d1_databases[0].database_name).toBe("attic");
  expect(kv_namespaces[0].id).toBe("namespace-of-attic-kv");
  const numbers = ratelimits.map(({ namespace_id }: { namespace_id: string }) => namespace_id);
  expect(numbers.join()).toMatch(/^[1-9]\d*,[1-9]\d*$/);
  expect(new Set([...numbers, "1001", "1002"]).size).toBe(4);

  const other = await own.deploy(["--yes", "--location", "weur", "--name", "cellar"]);
  expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining("wrangler.deploy.json is that of attic") });
  const again = await own.deploy(["--yes"]);
  expect(again.stdout).toContain("https://attic.wren.workers.dev");
});

test("a database of something else is left alone", async () => {
  own = await clone({ databases: [DATABASE], namespaces: [NAMESPACE] });
  own.write("other.json", JSON.stringify({ d1_databases: [{ binding: "DB", ...foreign }] }));
  const sql = ["d1", "execute", "DB", "--local", "--persist-to", "far", "-c", "other.json", "--command"];
  const args = ["node_modules/wrangler/bin/wrangler.js", ...sql, "CREATE TABLE users (name)"];
  expect((await finished(spawn("node", args, { cwd: own.folder }))).code).toBe(0);
  const { code, stderr } = await own.deploy(["--yes"]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("holds 1 tables of something else") });
  expect(own.calls()).toEqual([...LOOKS, ...LISTS, CHECK]);
  expect(own.config()).toBeNull();
});
const foreign = { database_name: DATABASE.name, database_id: DATABASE.uuid };

test.each([
  [["--yes", "--location", "moon"], "--location is moon; allowed: weur, eeur, apac, oc, wnam, enam"],
  [["--yes"], "Where the database lies can't be changed later; say it with --location"],
  [["--yes", "--name", "Dark Room"], "--name is Dark Room"],
  [["--location", "weur"], "There is no terminal to ask at: say --yes"],
  [["--yes", "--location", "weur", "--pictures"], "R2 must be turned on in the dashboard first"],
])("%j is refused, and nothing is made", async (args, message) => {
  own = await clone();
  expect(await own.deploy(args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  expect(own.calls().filter((call) => call.includes("create"))).toEqual([]);
});
