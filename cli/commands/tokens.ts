import { Command } from "commander";
import { createToken, type Grant, listTokens, revokeToken, rotateToken } from "../tokens.ts";
import { minute, print, withPlatform } from "./platform.ts";
import { sure } from "./remote.ts";

/** `tokens`: who may ask, as a user. */
export const tokens = new Command("tokens").description("who may ask, as a user");

tokens
  .command("create")
  .description("make a token; it is printed this once and stored nowhere")
  .requiredOption("--user <name>", "whose token it is: a username, made where there is none")
  .option("--scope <scope...>", "what it may do besides reading: likes", [])
  .option("--expires <time>", "how long it lives, as 90m, 12h or 30d; without, for ever")
  .option("--client <client_id>", "the client that it belongs to, whose limit and signing hold for it too")
  .option("--json", 'print {"access_token": …} alone')
  .action((options: Grant & { user: string; json?: boolean }) =>
    withPlatform(async (platform) => {
      const { token, user } = await createToken(platform, options.user, options);
      const text = `access_token: ${token}\nof user ${user.username} (id ${user.id}). It is not shown again.`;
      print(options, { access_token: token }, text);
    }),
  );

tokens
  .command("list")
  .description("the tokens that are valid, by fingerprint")
  .option("--json", "print them as JSON")
  .action((options: { json?: boolean }) =>
    withPlatform(async (platform) => {
      const list = await listTokens(platform);
      const lines = list.map(({ fingerprint, user_id, client_id, scopes, created, expires }) => {
        const until = expires === undefined ? "for ever" : `until ${minute(expires)}`;
        const who = `user ${user_id}${client_id === undefined ? "" : `, client ${client_id}`}`;
        return `${fingerprint}  ${who}  ${scopes.join(",")}  made ${minute(created)}, valid ${until}`;
      });
      print(options, list, lines.join("\n") || "There are no tokens.");
    }),
  );

tokens
  .command("rotate")
  .description("make a token in place of another, which ends within a minute or so everywhere")
  .argument("<token>", "the token or its fingerprint")
  .option("--json", 'print {"access_token": …} alone')
  .action((given: string, options: { json?: boolean }) =>
    withPlatform(async (platform) => {
      await sure(platform, "another token takes the place of this one.");
      const token = await rotateToken(platform, given);
      print(options, { access_token: token }, `access_token: ${token}\nIt is not shown again.`);
    }),
  );

tokens
  .command("revoke")
  .description("end a token, within a minute or so everywhere")
  .argument("<token>", "the token or its fingerprint")
  .action((token: string) =>
    withPlatform(async (platform) => {
      await sure(platform, "the token ends.");
      await revokeToken(platform, token);
      console.log("revoked");
    }),
  );
