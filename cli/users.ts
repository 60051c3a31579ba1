import { CommandError } from "./command.ts";

export interface User {
  pk: number;
  id: string;
  username: string;
}

/** The user with this username, or else with this id. Throws where two have the name; undefined where none has. */
export async function findUser(db: D1Database, name: string): Promise<User | undefined> {
  const select = (column: "username" | "id") =>
    db.prepare(`SELECT pk, id, username FROM users WHERE ${column} = ?1`).bind(name).all<User>();
  const { results: named } = await select("username");
  if (named.length > 1) {
    const ids = named.map(({ id }) => id).join(", ");
    throw new CommandError(`${named.length} users are named ${name}; give the id of one instead: ${ids}`);
  }
  return named[0] ?? (await select("id")).results[0];
}

/** The user with this name; made, with a new id, where there is none. */
export async function findOrCreateUser(db: D1Database, name: string): Promise<User> {
  const known = await findUser(db, name);
  if (known) return known;
  // 18 digits, longer than any user id that v1 gave out, so that no later import brings the same.
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  const id = String(10n ** 17n + (((BigInt(high) << 32n) | BigInt(low)) % (9n * 10n ** 17n)));
  await putUser(db, { id, username: name });
  return findOrCreateUser(db, name);
}

/** Stores a user under an id of ours; one that is there stays as it is. */
export async function putUser(db: D1Database, { id, username }: { id: string; username: string }): Promise<void> {
  await db.prepare("INSERT INTO users (id, username) VALUES (?1, ?2) ON CONFLICT DO NOTHING").bind(id, username).run();
}
