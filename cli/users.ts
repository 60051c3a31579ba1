import { run, select } from "./batch.ts";
import { CommandError } from "./command.ts";

export interface User {
  pk: number;
  id: string;
  username: string;
  full_name: string | null;
  private: 0 | 1;
  /** Of this user's: all media, and those that search can find. */
  media: number;
  located: number;
}

const SELECT = `
  SELECT u.pk, u.id, u.username, u.full_name, u.private, count(m.pk) AS media, count(m.latitude) AS located
  FROM users u LEFT JOIN media m ON m.user_pk = u.pk`;

/** The user with this username, or else with this id. Throws where two have the name; undefined where none has. */
export async function findUser(db: D1Database, name: string): Promise<User | undefined> {
  const by = (column: "username" | "id") => select<User>(db, `${SELECT} WHERE u.${column} = ?1 GROUP BY u.pk`, name);
  const named = await by("username");
  if (named.length > 1) {
    const ids = named.map(({ id }) => id).join(", ");
    throw new CommandError(`${named.length} users are named ${name}; give the id of one instead: ${ids}`);
  }
  return named[0] ?? (await by("id"))[0];
}

/** As `findUser`, but throws where there is none. */
export async function needUser(db: D1Database, name: string): Promise<User> {
  const user = await findUser(db, name);
  if (!user) throw new CommandError(`No user is named ${name} or has that id. See: npm run darkroom -- users list`);
  return user;
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
  const statement = db.prepare("INSERT INTO users (id, username) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
  await run(db, [statement.bind(id, username)]);
}

/** Everyone who has media, the most first. */
export const listOwners = (db: D1Database): Promise<User[]> =>
  select<User>(db, `${SELECT} GROUP BY u.pk HAVING count(m.pk) > 0 ORDER BY media DESC, u.username`);
