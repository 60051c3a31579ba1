import { env, exports } from "cloudflare:workers";
import { importRecords } from "../cli/import/import.ts";
import { begin } from "../cli/import/tally.ts";
import { clientKey, tokenKey } from "../src/caller.ts";

/** A request through the front door; its status, headers and parsed body. */
export async function get(path: string, init?: RequestInit) {
  const response = await exports.default.fetch(`https://darkroom.example${path}`, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: text === "" ? undefined : JSON.parse(text) };
}

/** A valid token of a user, by id. */
export async function tokenOf(userId: string, scopes = ["basic"]) {
  const token = crypto.randomUUID();
  await env.KV.put(await tokenKey(token), JSON.stringify({ user_id: userId, scopes, created: 0 }));
  return token;
}

/** A valid client_id. */
export async function client() {
  const id = crypto.randomUUID();
  await env.KV.put(clientKey(id), JSON.stringify({ name: "a test", secret: "s", created: 0 }));
  return id;
}

/** Imports v1 records as the command does. */
export async function put(...values: unknown[]) {
  const refused: string[] = [];
  const progress = begin((where, reason) => refused.push(`${where}: ${reason}`));
  await importRecords(
    env.DB,
    values.map((value, i) => ({ where: `[${i}]`, value })),
    progress,
  );
  return { ...progress.tally, refusals: refused };
}

let serial = 1000;

/** A v1 media of an invented person, with what matters to a test laid over it. */
export function record(over: Record<string, unknown> = {}) {
  const size = (n: number, px: number) => ({ url: `https://pictures.example/${n}.jpg`, width: px, height: px });
  return {
    type: "image",
    users_in_photo: [],
    filter: "Normal",
    tags: [],
    comments: { data: [], count: 0 },
    caption: null,
    likes: { count: 0, data: [] },
    user: { username: "ivo", full_name: "Ivo Larch", profile_picture: "", bio: "", website: "", id: "71" },
    created_time: "1700000000",
    images: { low_resolution: size(6, 306), thumbnail: size(5, 150), standard_resolution: size(7, 612) },
    id: String(serial++),
    location: null,
    ...over,
  };
}
