import { type ClientRecord, clientKey, fingerprintOf } from "../src/caller.ts";
import { CommandError } from "./command.ts";
import { keys } from "./keys.ts";
import type { Platform } from "./platform.ts";

const hex = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("hex");

/** What an operator may set for a client: requests in an hour, and whether they must be signed. */
export type Terms = Pick<ClientRecord, "limit" | "enforce_signed">;

/** A new client: an application that reads what everyone may see. The secret is for signing requests. */
export async function createClient({ kv }: Platform, name: string, terms: Terms) {
  const clientId = hex(16);
  const secret = hex(16);
  await putClient(kv, clientId, name, secret, terms);
  return { clientId, secret };
}

/** Stores a new client's record. */
export async function putClient(kv: KVNamespace, clientId: string, name: string, secret: string, terms: Terms = {}) {
  await write(kv, clientId, { name, secret, created: Math.floor(Date.now() / 1000), ...terms });
}

/** Every client without its secret, oldest first; `fingerprint` is how logs name it. */
export async function listClients({ kv }: Platform) {
  const ids = (await keys(kv, "client:")).map((key) => key.slice("client:".length));
  const found = await Promise.all(
    ids.map(async (client_id) => {
      const record = await kv.get<ClientRecord>(clientKey(client_id), "json");
      if (!record) return [];
      const { secret, ...rest } = record;
      return [{ client_id, fingerprint: await fingerprintOf(client_id), ...rest }];
    }),
  );
  return found.flat().sort((a, b) => a.created - b.created);
}

/** A new secret for a client. Edges go on with the old one for up to a minute. */
export async function rotateClient({ kv }: Platform, clientId: string): Promise<string> {
  const secret = hex(16);
  await write(kv, clientId, { ...(await needClient(kv, clientId)), secret });
  return secret;
}

/** Ends a client, and with it the tokens that name it. Edges go on with them for up to a minute. */
export async function revokeClient({ kv }: Platform, clientId: string): Promise<void> {
  await needClient(kv, clientId);
  await kv.delete(clientKey(clientId));
}

/** The record of a client that must be there. */
export async function needClient(kv: KVNamespace, clientId: string): Promise<ClientRecord> {
  const record = await kv.get<ClientRecord>(clientKey(clientId), "json");
  if (!record) throw new CommandError(`No client has the id ${clientId}. See: npm run darkroom -- clients list`);
  return record;
}

async function write(kv: KVNamespace, clientId: string, record: ClientRecord) {
  await kv.put(clientKey(clientId), JSON.stringify(record));
}
