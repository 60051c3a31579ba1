import type { UserConsoleLog } from "vitest";
import type { Reporter } from "vitest/node";
import { SECRET } from "./secret.ts";

// Long enough that nothing else in a log is the same by chance, short enough for a token that was cut.
const LENGTH = 12;

/**
 * Watches every line that a whole test run logs for every secret that it used: the tests tell those by `SECRET` lines
 * before they use them. One that is found fails the run.
 */
export class Leaks implements Reporter {
  #secrets = new Set<string>();
  #leaks: string[] = [];
  #lines = 0;

  onUserConsoleLog({ content }: UserConsoleLog) {
    for (const line of content.split("\n")) {
      if (line.startsWith(SECRET)) this.#secrets.add(line.slice(SECRET.length, SECRET.length + LENGTH));
      else if (line) this.#look(line);
    }
  }

  #look(line: string) {
    this.#lines++;
    for (let i = 0; i + LENGTH <= line.length; i++) {
      if (this.#secrets.has(line.slice(i, i + LENGTH))) this.#leaks.push(line);
    }
  }

  onTestRunEnd() {
    console.log(` ${this.#lines} lines were logged; ${this.#leaks.length} hold one of ${this.#secrets.size} secrets`);
    for (const line of new Set(this.#leaks)) console.error(`  ${line}`);
    if (this.#leaks.length > 0) process.exitCode = 1;
  }
}
