import { env, exports } from "cloudflare:workers";
import { importRecords } from "../cli/import/import.ts";
import { begin } from "../cli/import/tally.ts";
import { type ClientRecord, clientKey, type TokenRecord, tokenKey } from "../src/caller.ts";
import { read } from "./answer.ts";
import { announce } from "./secret.ts";

/** A request through the front door; its answer, held against the shapes of v1. */
export async function get(path: string, init?: RequestInit) {
  const request = new Request(`https://darkroom.example${path}`, { redirect: "manual", ...init });
  return read(request, await exports.default.fetch(request));
}

/** A valid token of a user, by id. */
export async function tokenOf(userId: string, over: Partial<TokenRecord> = {}, token: string = crypto.randomUUID()) {
  announce(token);
  const record: TokenRecord = { user_id: userId, scopes: ["basic"], created: 0, ...over };
  await env.KV.put(await tokenKey(token), JSON.stringify(record));
  return token;
}

/** A valid client_id. */
export async function client(id: string = crypto.randomUUID(), over: Partial<ClientRecord> = {}) {
  await env.KV.put(clientKey(id), JSON.stringify({ name: "a test", secret: "s", created: 0, ...over }));
  return id;
}

/** Imports v1 records as the command does. Throws where one is refused. */
export async function put(...values: unknown[]) {
  const { refusals, ...tally } = await offer(values);
  if (refusals.length > 0) throw new Error(refusals.join("\n"));
  return tally;
}

/** Imports what can be taken of v1 records, and says what was refused. */
export async function offer(values: unknown[], db: D1Database = env.DB) {
  const refused: string[] = [];
  const progress = begin((where, reason) => refused.push(`${where}: ${reason}`));
  await importRecords(
    db,
    values.map((value, i) => ({ where: `[${i}]`, value })),
    progress,
  );
  return { ...progress.tally, refusals: refused };
}

let serial = 1_000_000;

/** An id that no other row of the file has. */
export const newId = () => String(serial++);

const NAMES = ["Ada Alder", "Bo Birch", "Cleo Cedar", "Dara Elm", "Ivo Larch", "Mira Maple", "Odin Oak", "Tess Thorn"];

/** An invented person whom no other record knows, as a v1 owner. */
export function person(over: Record<string, unknown> = {}) {
  const id = newId();
  const fullName = NAMES[Number(id) % NAMES.length] ?? "";
  const username = `${fullName.split(" ")[0]?.toLowerCase()}_${id}`;
  const profile = { profile_picture: `https://pictures.example/${id}_75sq.jpg`, bio: "", website: "" };
  return { username, full_name: fullName, ...profile, id, ...over };
}

/** A person as v1 prints one beside a comment, a like or a tag. */
export function author({ username, full_name, id, profile_picture } = person()) {
  return { username, full_name, id, profile_picture };
}

/** A user whose photos only they may see. */
export async function hidden() {
  const user = person();
  await env.DB.prepare("INSERT INTO users (id, username, private) VALUES (?1, ?2, 1)")
    .bind(user.id, user.username)
    .run();
  return user;
}

const size = (name: string, px: number) => ({ url: `https://pictures.example/${name}.jpg`, width: px, height: px });

/** A v1 media of an invented person, with what matters to a test laid over it. */
export function record(over: Record<string, unknown> = {}) {
  return {
    type: "image",
    users_in_photo: [],
    filter: "Normal",
    tags: [],
    comments: { data: [], count: 0 },
    caption: null,
    likes: { count: 0, data: [] },
    user: person(),
    created_time: "1400000000",
    images: { low_resolution: size("6", 306), thumbnail: size("5", 150), standard_resolution: size("7", 612) },
    id: newId(),
    location: null,
    ...over,
  };
}

/** A record that shows all that a photo can show, at a place of its own. */
export function full(over: Record<string, unknown> = {}) {
  const { lat, lng } = spot();
  return record({
    tags: ["dusk", "sea"],
    users_in_photo: [{ user: author(), position: { x: 0.25, y: 0.75 } }],
    caption: { created_time: "1400000000", text: "Dusk.", from: author(), id: newId() },
    comments: counted([comment(), comment()], 9),
    likes: counted([author(), author()], 40),
    location: { latitude: lat, name: `Quay ${lat}`, longitude: lng, id: Number(newId()) },
    ...over,
  });
}

/** A photo as everyone may see it, by its id. */
export async function shown(id: string) {
  const { status, text, body } = await get(`/v1/media/${id}?client_id=${await client()}`);
  if (status !== 200) throw new Error(`media ${id}: ${text}`);
  return body.data;
}

/** A comment by an invented person. */
export const comment = (over: Record<string, unknown> = {}) => {
  const id = newId();
  return { created_time: "1400000100", text: `the ${id}th word on it`, from: author(), id, ...over };
};

/** Comments or likers as a media carries them. */
export const counted = <Listed>(data: Listed[], count = data.length) => ({ count, data });

let spots = 0;

/** The middle of a place of the test's own, a degree and more from every other. */
export function spot() {
  const n = spots++;
  return { lat: 2 * (n % 60) - 59.5, lng: 3 * Math.floor(n / 60) - 178.5 };
}

/** The present in Unix seconds. */
export const now = () => Math.floor(Date.now() / 1000);
export const HOUR = 3_600;
export const DAY = 86_400;
