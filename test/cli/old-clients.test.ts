import { Agent } from "node:http";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instance, ndjson } from "./commands.ts";

/** Clients of the years of v1, as npm has them, against `npm start`: unmodified, and through their own callbacks. */

interface Media {
  id: string;
  created_time: string;
  distance?: number;
  user_has_liked?: boolean;
}
type Window = Record<string, number>;
type Credential = { access_token: string } | { client_id: string };
type Callback<Data> = (error: Error | null, data: Data, remaining?: number, limit?: number) => void;

/** What both are asked for. A refusal rejects with `error_type: error_message`. */
interface Client {
  use(credential: Credential): void;
  media(id: string): Promise<Media>;
  search(lat: number, lng: number, window: Window): Promise<Media[]>;
  popular(): Promise<Media[]>;
}

interface NodeLib {
  set(property: string, value: string | number | null): void;
  media: Record<"info" | "search" | "popular", (params: object) => void>;
}

interface InstagramNode {
  use(credential: Credential & { client_secret: string; enforce_signed_requests?: boolean }): void;
  media(id: string, callback: Callback<Media>): void;
  media_search(lat: number, lng: number, window: Window, callback: Callback<Media[]>): void;
  media_popular(callback: Callback<Media[]>): void;
}

const require = createRequire(import.meta.url);

function instagramNodeLib(port: number): Client {
  process.env.TEST_PROTOCOL = "http";
  const client: NodeLib = require("instagram-node-lib");
  client.set("host", "127.0.0.1");
  client.set("port", port);
  const ask = <Data>(method: keyof NodeLib["media"], params: object) =>
    new Promise<Data>((complete, reject) => {
      const error = (type: unknown, message: unknown) => reject(new Error(`${type}: ${message}`));
      client.media[method]({ ...params, complete, error });
    });
  return {
    use(credential) {
      for (const [name, value] of Object.entries({ access_token: null, client_id: null, ...credential }))
        client.set(name, value);
    },
    media: (media_id) => ask("info", { media_id }),
    search: (lat, lng, window) => ask("search", { lat, lng, ...window }),
    popular: () => ask("popular", {}),
  };
}

function openInstagramNode(port: number): InstagramNode {
  // It always asks for https. An agent that answers to that name and connects without TLS lets it.
  const agent = Object.assign(new Agent(), { protocol: "https:" });
  return require("instagram-node").instagram({ host: "http://127.0.0.1", port, agent });
}

function instagramNode(port: number): Client {
  const client = openInstagramNode(port);
  const ask = <Data>(call: (callback: Callback<Data>) => void) =>
    new Promise<Data>((resolve, reject) => call((error, data) => (error ? reject(error) : resolve(data))));
  return {
    use: (credential) => client.use({ ...credential, client_secret: "unused" }),
    media: (id) => ask((callback) => client.media(id, callback)),
    search: (lat, lng, window) => ask((callback) => client.media_search(lat, lng, { ...window }, callback)),
    popular: () => ask((callback) => client.media_popular(callback)),
  };
}

const own = await instance();
let server: Awaited<ReturnType<typeof own.start>>;
beforeAll(async () => {
  await own.write("photos.ndjson", ndjson(40));
  expect((await own.darkroom(["import", "photos.ndjson"])).code).toBe(0);
  server = await own.start("--empty");
}, 120_000);
afterAll(async () => {
  await server.stop();
  await own.remove();
}, 60_000);

const token = { access_token: "ACCESS-TOKEN" };
const application = { client_id: "CLIENT-ID" };
const first = 1_700_000_000;

describe.each(Object.entries({ instagramNodeLib, instagramNode }))("%s", (_, connect) => {
  test("reads media, searches and lists what is popular", async () => {
    const client = connect(server.port);
    client.use(token);
    expect(await client.media("9")).toMatchObject({ id: "9", created_time: String(first + 9), user_has_liked: false });
    expect(await client.media("9_502")).toMatchObject({ id: "9" });
    const window = { min_timestamp: first, max_timestamp: first + 30, distance: 5000, count: 3 };
    const found = await client.search(40, 10, window);
    expect(found.map(({ id }) => id)).toEqual(["29", "28", "27"]);
    expect(found[0]?.distance).toBeCloseTo(32.2, 0);
    expect(await client.search(40.5, 10, window)).toEqual([]);
    client.use(application);
    expect(await client.media("9")).not.toHaveProperty("user_has_liked");
    expect((await client.popular()).map(({ id }) => id)).toEqual(Array.from({ length: 32 }, (_, i) => String(40 - i)));
  });

  test("hears v1's refusals", async () => {
    const client = connect(server.port);
    client.use(token);
    await expect(client.media("41")).rejects.toThrow("APINotFoundError: invalid media id");
    await expect(client.search(40, 10, { distance: 6000 })).rejects.toThrow(/^APIInvalidParametersError: distance is/);
    client.use({ access_token: "WRONG" });
    await expect(client.popular()).rejects.toThrow("OAuthAccessTokenException: The access_token provided is invalid.");
    client.use({ client_id: "NOBODY" });
    await expect(client.popular()).rejects.toThrow(/^OAuthParameterException: The client_id provided is invalid/);
  });
});

test("instagramNode signs for a client that must, and reads what is left of its limit", async () => {
  const { stdout } = await own.darkroom([
    "clients",
    "create",
    "a signer",
    "--limit",
    "7",
    "--enforce-signed",
    "--json",
  ]);
  const credential: { client_id: string; client_secret: string } = JSON.parse(stdout);
  const client = openInstagramNode(server.port);
  const told = (ask: (callback: Callback<unknown>) => void) =>
    new Promise((resolve) => ask((error, _, remaining, limit) => resolve(error?.message ?? [remaining, limit])));
  const search = () => told((callback) => client.media_search(40.5, 10, { distance: 10, count: 3 }, callback));
  client.use({ ...credential, enforce_signed_requests: true });
  expect(await told((callback) => client.media("9_502", callback))).toEqual([6, 7]);
  expect(await search()).toEqual([5, 7]);
  client.use({ ...credential, client_secret: "another", enforce_signed_requests: true });
  expect(await search()).toBe("OAuthForbiddenException: Invalid signed-request: Signature does not match");
  client.use({ ...credential, enforce_signed_requests: false });
  expect(await search()).toBe("OAuthForbiddenException: Invalid signed-request: Missing required parameter 'sig'");
  client.use({ ...credential, enforce_signed_requests: true });
  for (const left of [4, 3, 2, 1, 0]) expect(await search()).toEqual([left, 7]);
  expect(await search()).toMatch(/^OAuthRateLimitException: You have exceeded the maximum number of requests per hour/);
});
