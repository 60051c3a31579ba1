import { spawn } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { finished, instance } from "./commands.ts";

/** The document as users have it: served, checked by a linter, made into a client. */

let own: Awaited<ReturnType<typeof instance>>;
let server: Awaited<ReturnType<typeof own.start>>;
beforeAll(async () => {
  own = await instance();
  server = await own.start();
});
afterAll(async () => {
  await server?.stop();
  await own?.remove();
});

const npx = (...args: string[]) => finished(spawn("npx", args));

test("it is served as a file, to pages of any origin, with nothing in it that a strict linter finds", async () => {
  const answer = await fetch(`${server.url}/v1/openapi.json`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("Content-Type")).toBe("application/json; charset=utf-8");
  expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
  expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(((await answer.json()) as { openapi: string }).openapi).toBe("3.1.0");
  const { code, stdout, stderr } = await npx("redocly", "lint", "public/v1/openapi.json");
  expect(`${code} ${stdout}${stderr}`).toMatch(/^0 .*Your API description is valid/s);
});

const USE = `
import { Api } from "./client.ts";
const api = new Api({ baseUrl: process.argv[2]!, baseApiParams: { headers: { Authorization: "Bearer ACCESS-TOKEN" } } });
const around = { lat: 48.858844, lng: 2.294351, min_timestamp: 1296251600, max_timestamp: 1296251700 };
const found = (await api.v1.search(around)).data.data;
const distance: number | undefined = found[0]?.distance;
const popular = (await api.v1.popular({ count: 3 })).data.data;
const id: string = popular[0]?.id ?? "";
const before: boolean | undefined = (await api.v1.media(id)).data.data.user_has_liked;
await api.v1.like(id);
const after = (await api.v1.media(id)).data.data.user_has_liked;
const refused = await api.v1.search({ ...around, distance: 6000 }).catch((answer) => answer.error.meta.error_message);
const embed = (await api.oembed.oembed({ url: "http://instagr.am/p/BQEEq/" })).data.media_id;
console.log(JSON.stringify({ distance, popular: popular.length, before, after, refused, embed }));
`;
const STRICT = {
  compilerOptions: {
    ...{ target: "esnext", module: "esnext", moduleResolution: "bundler", strict: true, noEmit: true, types: ["node"] },
    ...{
      lib: ["esnext", "dom"],
      allowImportingTsExtensions: true,
      typeRoots: [`${process.cwd()}/node_modules/@types`],
    },
  },
};

test("the client that the README makes from it compiles, and is answered", async () => {
  const made = await npx(
    "swagger-typescript-api",
    "generate",
    "-p",
    "public/v1/openapi.json",
    "-o",
    own.folder,
    "-n",
    "client.ts",
  );
  expect(made.code, made.stderr).toBe(0);
  expect(made.stdout + made.stderr).not.toMatch(/WARN/);
  await own.write("package.json", '{"type":"module"}');
  await own.write("use.ts", USE);
  await own.write("tsconfig.json", JSON.stringify({ ...STRICT, files: ["use.ts"] }));
  const compiled = await npx("tsc", "-p", own.folder);
  expect(compiled.stdout).toBe("");
  // As another project's bundler does: Node itself takes no parameter properties.
  const bundled = await npx(
    "esbuild",
    `${own.folder}/use.ts`,
    "--bundle",
    "--format=esm",
    `--outfile=${own.folder}/use.js`,
  );
  expect(bundled.code, bundled.stderr).toBe(0);
  const { stdout, stderr } = await finished(spawn("node", [`${own.folder}/use.js`, server.url]));
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual({
    distance: 41.7413691946297,
    popular: 3,
    before: false,
    after: true,
    refused: 'distance is "6000"; allowed: metres, a number up to 5000',
    embed: "20988202_1329896",
  });
});
