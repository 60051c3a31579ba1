import { env } from "cloudflare:workers";
import { newId } from "./makers.ts";

/** Likes with times of their own, which the endpoint has no way to give. */

/** Adds invented people, known by nothing but likes, and tells their pks. */
export async function crowd(size: number): Promise<number[]> {
  const ids = Array.from({ length: size }, newId);
  const { results } = await env.DB.prepare(
    "INSERT INTO users (id, username) SELECT value, 'u' || value FROM json_each(?1) RETURNING pk",
  )
    .bind(JSON.stringify(ids))
    .all<{ pk: number }>();
  return results.map(({ pk }) => pk);
}

/** A like of a media by a person, both by pk, at a time in Unix seconds; 0 is "some time before". */
export type Like = [media: number, user: number, time: number];

/** Gives likes, in this order. */
export const give = (likes: Like[]) =>
  env.DB.prepare(
    `INSERT INTO likes (media_pk, user_pk, created_time, position, liker)
     SELECT value ->> 0, value ->> 1, value ->> 2, 0, '{}' FROM json_each(?1)`,
  )
    .bind(JSON.stringify(likes))
    .run();

/** Takes likes back. */
export const take = (likes: Like[]) =>
  env.DB.prepare(`DELETE FROM likes WHERE (media_pk, user_pk) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?1))`)
    .bind(JSON.stringify(likes))
    .run();

/** The pk of a media, by its number. */
export async function pkOf(id: string): Promise<number> {
  const pk = await env.DB.prepare("SELECT pk FROM media WHERE id = ?1").bind(id).first<number>("pk");
  if (pk === null) throw new Error(`no media ${id}`);
  return pk;
}
