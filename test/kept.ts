import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import app from "../src/index.ts";
import { read } from "./answer.ts";
import { HOUR, now, record } from "./makers.ts";
import { countedBindings } from "./visit.ts";

/** The popular list as KV keeps it, and as it is asked for. */

export const stores = { DB: env.DB, KV: env.KV };

/** What KV keeps, as it is; "" where there is nothing. */
export const kept = async () => (await env.KV.get("popular")) ?? "";

/** Makes the list that KV keeps so many seconds old, and its claim older by as many. */
export async function older(seconds: number) {
  await env.KV.put("popular", await kept(), { metadata: { made: now() - seconds } });
  await env.DB.prepare("UPDATE popular SET claimed = claimed - ?1").bind(seconds).run();
}

/** A photo of so many hours ago. */
export const photo = (hours: number, over: Record<string, unknown> = {}) =>
  record({ created_time: String(now() - hours * HOUR), ...over });

/** Asks for the list, and waits for the work behind the answer too. */
export async function ask(who: string, over: Partial<typeof env> = {}) {
  const { bindings, calls } = countedBindings();
  const context = createExecutionContext();
  const request = new Request(`https://darkroom.example/v1/media/popular?${who}`);
  const { status, headers, body } = await read(request, await app.fetch(request, { ...bindings, ...over }, context));
  await waitOnExecutionContext(context);
  const said = { age: Number(headers.get("Age")), cache: headers.get("Cache-Status") };
  return { status, body, ...said, calls, ids: body.data.map(({ id }: { id: string }) => id) };
}
