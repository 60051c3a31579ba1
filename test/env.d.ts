import type { D1Migration } from "@cloudflare/vitest-plugin";
import type { Bindings } from "../src/env.ts";

declare global {
  namespace Cloudflare {
    interface Env extends Bindings {
      MIGRATIONS: D1Migration[];
      UNMIGRATED: D1Database;
      SECOND: D1Database;
      SEED: string;
      RUNS: string;
    }
    interface GlobalProps {
      mainModule: typeof import("../src/index.ts");
    }
  }
}
