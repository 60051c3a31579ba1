/** What must not stay behind, however the bench ends: temporary folders and processes. The last one first. */
const endings: (() => void)[] = [];

/** Does this when the process ends. It must not wait for anything. */
export function atEnd(work: () => void): void {
  endings.unshift(work);
}

process.on("exit", () => {
  for (const work of endings) {
    try {
      work();
    } catch (error) {
      console.error(error);
    }
  }
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
