import { type ClientRecord, clientKey } from "../src/caller.ts";
import type { Platform } from "./platform.ts";

/** A new client: an application that reads what everyone may see. The secret is for signing requests. */
export async function createClient({ kv }: Platform, name: string) {
  const hex = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("hex");
  const clientId = hex(16);
  const secret = hex(16);
  await putClient(kv, clientId, name, secret);
  return { clientId, secret };
}

/** Stores a client's record. */
export async function putClient(kv: KVNamespace, clientId: string, name: string, secret: string) {
  const record: ClientRecord = { name, secret, created: Math.floor(Date.now() / 1000) };
  await kv.put(clientKey(clientId), JSON.stringify(record));
}
