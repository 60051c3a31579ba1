import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import app from "../src/index.ts";
import { hold } from "./document.ts";

await applyD1Migrations(env.DB, env.MIGRATIONS);

// Every answer of every test is held against the document.
const answer = app.fetch;
app.fetch = async (request, ...rest) => {
  const response = await answer(request, ...rest);
  await hold(request, response);
  return response;
};
