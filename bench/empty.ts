import { Hono } from "hono";

// wrangler.toml names it.
export { Limiter } from "../src/limiter.ts";

/** A Worker that does nothing, on the same framework: what the rest is compared with. */
const app = new Hono();
app.get("/empty", (c) => c.body(null, 204));

export default app;
