import { spawn } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { samples } from "../../cli/demo/samples.ts";
import type { V1Media } from "../../cli/demo/v1.ts";
import { finished, instance } from "./commands.ts";

type Instance = Awaited<ReturnType<typeof instance>>;
let own: Instance;
beforeAll(async () => {
  own = await instance();
});
afterAll(() => own.remove());

const data = async (url: string) => {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return ((await response.json()) as { data: unknown }).data;
};

/** How many processes of this machine name the instance's folder. */
async function processes(): Promise<number> {
  const { stdout } = await finished(spawn("pgrep", ["-fc", own.folder]));
  return Number(stdout);
}

const gone = async () => {
  for (let i = 0; i < 100 && (await processes()) > 0; i++) await new Promise((resolve) => setTimeout(resolve, 100));
  return processes();
};

test("a first start answers the three URLs of the documentation, the samples as printed there", async () => {
  const server = await own.start();
  const v1 = `${server.url}/v1/media`;
  expect(server.said).toContain(`${v1}/3?access_token=ACCESS-TOKEN`);
  const [three, tower, hearts] = samples;

  expect(await data(`${v1}/3?access_token=ACCESS-TOKEN`)).toEqual({ ...three, user_has_liked: false });
  expect(JSON.stringify(await data(`${v1}/3?client_id=CLIENT-ID`))).toBe(JSON.stringify(three));

  const search = `${v1}/search?lat=48.858844&lng=2.294351&?access_token=ACCESS-TOKEN`;
  expect(((await data(search)) as unknown[]).length).toBe(20);
  const [found, ...more] = (await data(`${search}&min_timestamp=1296251600&max_timestamp=1296251700`)) as object[];
  const { latitude, longitude, ...printed } = tower as unknown as Record<string, unknown>;
  const profile = { ...(printed.user as object), full_name: "", bio: "", website: "" };
  // The page's own number, to the last digit.
  expect(found).toEqual({ distance: 41.741369194629698, ...printed, user: profile, user_has_liked: false });
  expect(more).toEqual([]);

  const heartsUser = { ...(hearts as { user: object }).user, bio: "", website: "" };
  expect(await data(`${v1}/22518783?client_id=CLIENT-ID`)).toEqual({ ...hearts, user: heartsUser });
  expect(((await data(`${v1}/popular?access_token=ACCESS-TOKEN`)) as unknown[]).length).toBe(32);

  const [best] = (await data(`${v1}/popular?client_id=CLIENT-ID&count=1`)) as V1Media[];
  const picture = await fetch(best?.images.thumbnail.url ?? "");
  expect(picture.headers.get("content-type")).toBe("image/jpeg");

  const second = await finished(spawn("npm", ["start"], { env: { ...process.env, PORT: String(server.port) } }));
  expect(second.code).not.toBe(0);
  expect(second.stderr).toContain("is taken");

  await server.stop();
  expect(await gone()).toBe(0);
});

test("a second start keeps what was imported, and a kill of npm alone ends everything", async () => {
  const second = { ...samples[1], caption: null, filter: "Own" };
  await own.write("mine.json", JSON.stringify([{ ...samples[0], id: "77", likes: { count: 9, data: [] } }, second]));
  expect((await own.darkroom(["import", "mine.json"])).code).toBe(0);
  const server = await own.start();
  const mine = (await data(`${server.url}/v1/media/77?client_id=CLIENT-ID`)) as { likes: object };
  expect(mine.likes).toEqual({ count: 9, data: [] });
  await server.kill("SIGKILL");
  expect(await gone()).toBe(0);
});

test("the demo is taken out for good, but for a sample that the operator has put something else in place of", async () => {
  const removed = await own.darkroom(["demo", "remove"]);
  expect(removed.stdout).toContain("402 media");
  const users = JSON.parse((await own.darkroom(["users", "list", "--json"])).stdout);
  expect(users.map(({ username }: { username: string }) => username).sort()).toEqual(
    ["kevin", samples[1]?.user.username].sort(),
  );
  const server = await own.start();
  expect((await fetch(`${server.url}/v1/media/3?client_id=CLIENT-ID`)).status).toBe(400);
  expect(await data(`${server.url}/v1/media/${samples[1]?.id}?client_id=CLIENT-ID`)).toMatchObject({ filter: "Own" });
  expect(await data(`${server.url}/v1/media/popular?client_id=CLIENT-ID`)).toHaveLength(2);
  await server.stop();
});
