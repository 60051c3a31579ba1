import { Command } from "commander";
import { createClient, listClients, revokeClient, rotateClient } from "../clients.ts";
import { CommandError } from "../command.ts";
import { minute, print, withPlatform } from "./platform.ts";
import { sure } from "./remote.ts";

/** `clients`: which applications may read what everyone may see. */
export const clients = new Command("clients").description("which applications may read what everyone may see");

clients
  .command("create")
  .description("make a client_id and its secret")
  .argument("<name>", "what the application is called")
  .option("--limit <n>", "requests in an hour, for it and for each of its tokens", requestsAnHour)
  .option("--enforce-signed", "refuse its requests, and its tokens', that are not signed with its secret")
  .option("--json", 'print {"client_id": …, "client_secret": …} alone')
  .action((name: string, options: { limit?: number; enforceSigned?: boolean; json?: boolean }) =>
    withPlatform(async (platform) => {
      const terms = {
        ...(options.limit !== undefined && { limit: options.limit }),
        ...(options.enforceSigned && { enforce_signed: true }),
      };
      const { clientId, secret } = await createClient(platform, name, terms);
      const text = `client_id: ${clientId}\nclient_secret: ${secret}`;
      print(options, { client_id: clientId, client_secret: secret }, text);
    }),
  );

clients
  .command("list")
  .description("the clients, without their secrets")
  .option("--json", "print them as JSON")
  .action((options: { json?: boolean }) =>
    withPlatform(async (platform) => {
      const list = await listClients(platform);
      const lines = list.map(({ client_id, fingerprint, name, created, limit, enforce_signed }) => {
        const terms = `${limit === undefined ? "" : `, ${limit} an hour`}${enforce_signed ? ", must sign" : ""}`;
        return `${client_id}  ${fingerprint} in logs  ${name}, made ${minute(created)}${terms}`;
      });
      print(options, list, lines.join("\n") || "There are no clients.");
    }),
  );

clients
  .command("rotate")
  .description("make a client's secret anew; the old one ends within a minute or so everywhere")
  .argument("<client_id>")
  .option("--json", 'print {"client_secret": …} alone')
  .action((clientId: string, options: { json?: boolean }) =>
    withPlatform(async (platform) => {
      await sure(platform, `the secret of ${clientId} ends.`);
      const secret = await rotateClient(platform, clientId);
      print(options, { client_secret: secret }, `client_secret: ${secret}`);
    }),
  );

clients
  .command("revoke")
  .description("end a client and its tokens, within a minute or so everywhere")
  .argument("<client_id>")
  .action((clientId: string) =>
    withPlatform(async (platform) => {
      await sure(platform, `${clientId} and its tokens end.`);
      await revokeClient(platform, clientId);
      console.log("revoked");
    }),
  );

function requestsAnHour(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text))
    throw new CommandError(`--limit is ${text}; allowed: a number of requests, from 1 up`);
  return Number(text);
}
