import { Command } from "commander";
import { CommandError } from "./command.ts";
import { clients } from "./commands/clients.ts";
import { demo } from "./commands/demo.ts";
import { doctor } from "./commands/doctor.ts";
import { exporting } from "./commands/export.ts";
import { importing } from "./commands/import.ts";
import { media } from "./commands/media.ts";
import { popular } from "./commands/popular.ts";
import { everywhere } from "./commands/remote.ts";
import { tokens } from "./commands/tokens.ts";
import { users } from "./commands/users.ts";

/** The operator's tool: `npm run darkroom -- <noun> <verb>`. Exit code 0: done; 1: done, but for what it names; 2: not. */

const program = new Command("npm run darkroom --").description("Runs a Darkroom: what it shows, and who may ask.");
for (const noun of [importing, exporting, media, users, tokens, clients, popular, doctor, demo])
  program.addCommand(noun);
everywhere(program);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof CommandError ? error.message : error);
  process.exitCode = 2;
}
