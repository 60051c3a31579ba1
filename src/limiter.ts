import { DurableObject } from "cloudflare:workers";
import type { Bindings } from "./env.ts";
import { add, countOf, type Hour, roomIn } from "./hour.ts";

/** What the counter says: how many requests are counted in the last hour, this one among them unless it is refused. */
export interface Taken {
  count: number;
  /** Milliseconds until there is room again; null where this request had room. */
  retryMs: number | null;
}

const KEY = "hour";
// An object that idles is taken out of memory, so what it counted has to be stored. Once a second, however many come: a
// timer under way keeps the object in memory until then.
const SAVE_MS = 1_000;
const FORGET_MS = 3_610_000;

/** Counts the requests of one caller. There is one object for each, somewhere near the caller's first request. */
export class Limiter extends DurableObject<Bindings> {
  #hour: Hour = new Map();
  #saving = false;
  #hasAlarm = false;

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env);
    ctx.blockConcurrencyWhile(async () => {
      this.#hour = (await ctx.storage.get<Hour>(KEY)) ?? this.#hour;
      this.#hasAlarm = (await ctx.storage.getAlarm()) !== null;
    });
  }

  /**
   * Counts a request where fewer than `limit` came in the last hour, and lets it pass. One that has `passed` already is
   * counted in any case. What is refused is not counted.
   */
  take(limit: number, passed: boolean): Taken {
    const now = Date.now();
    const before = countOf(this.#hour, now);
    if (!passed && before >= limit) return { count: before, retryMs: roomIn(this.#hour, limit, now) };
    add(this.#hour, now);
    this.#saveSoon();
    const count = before + 1;
    return { count, retryMs: count > limit ? roomIn(this.#hour, limit, now) : null };
  }

  /** A caller who has not come for an hour leaves nothing behind. */
  override async alarm(): Promise<void> {
    this.#hasAlarm = countOf(this.#hour, Date.now()) > 0;
    if (this.#hasAlarm) await this.ctx.storage.setAlarm(Date.now() + FORGET_MS);
    else await this.ctx.storage.deleteAll();
  }

  #saveSoon() {
    if (this.#saving) return;
    this.#saving = true;
    setTimeout(() => {
      this.#saving = false;
      // Unconfirmed: no answer waits for the disk.
      this.ctx.storage.put(KEY, this.#hour, { allowUnconfirmed: true });
      if (!this.#hasAlarm) this.ctx.storage.setAlarm(Date.now() + FORGET_MS, { allowUnconfirmed: true });
      this.#hasAlarm = true;
    }, SAVE_MS);
  }
}
