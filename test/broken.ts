import { env } from "cloudflare:workers";

/** Stores that fail, or that something else happens in between. */

/** What a store does instead of answering. Each takes the call that it stands in the way of, and what it asks for. */
export type Fault = (call: () => Promise<unknown>, asked: string) => Promise<unknown>;

export const never: Fault = () => new Promise(() => {});
export const fails =
  (message: string): Fault =>
  () =>
    Promise.reject(new Error(message));

/** D1 whose statements meet the fault when they are run. */
export function brokenD1(fault: Fault): D1Database {
  const statement = (real: D1PreparedStatement, sql: string): D1PreparedStatement =>
    new Proxy(real, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (name === "bind") return (...values: unknown[]) => statement(target.bind(...values), sql);
        if (["run", "all", "raw", "first"].includes(String(name))) {
          return (...values: unknown[]) => fault(() => Reflect.apply(value, target, values), sql);
        }
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  const session = env.DB.withSession("first-unconstrained");
  const broken = { prepare: (sql: string) => statement(session.prepare(sql), sql) };
  return { ...broken, withSession: () => ({ ...broken, getBookmark: () => null }) } as unknown as D1Database;
}

/** KV that meets the fault when it is read, or by another method where one is named. */
export const brokenKV = (fault: Fault, only = (_key: string) => true, methods = ["get", "getWithMetadata"]) =>
  new Proxy(env.KV, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (!methods.includes(String(name))) return typeof value === "function" ? value.bind(target) : value;
      return (key: string, ...rest: unknown[]) => {
        const call = (): Promise<unknown> => Reflect.apply(value, target, [key, ...rest]);
        return only(key) ? fault(call, key) : call();
      };
    },
  });
