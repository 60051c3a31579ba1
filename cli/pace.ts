/**
 * A database that leaves time for others: after each batch it waits for as long as its statements ran, so that a command
 * takes half of the database's time at most.
 */
export function paced(db: D1Database): D1Database {
  let free: Promise<unknown> = Promise.resolve();
  const batch: D1Database["batch"] = async <Row>(statements: D1PreparedStatement[]) => {
    await free;
    const results = await db.batch<Row>(statements);
    const ms = results.reduce((sum, { meta }) => sum + meta.duration, 0);
    free = new Promise((resolve) => setTimeout(resolve, ms));
    return results;
  };
  return new Proxy(db, {
    get(target, name) {
      if (name === "batch") return batch;
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
