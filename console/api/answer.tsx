import type { Answer } from "../ask.ts";
import { Tree } from "./tree.tsx";

/** An answer: its status, what it cost, and all of it to fold. */
export function AnswerPane({ answer, onNext }: { answer: Answer; onNext: (path: string) => void }) {
  const { status, cost, took, bytes, error, next } = answer;
  const facts: [string, string | null][] = [
    ["rows read", cost.rows === null ? null : String(cost.rows)],
    ["D1", cost.sql === null ? null : `${Math.round(cost.sql * 100) / 100} ms`],
    ["in all", `${Math.round(took)} ms`],
    ["size", bytes < 10_000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`],
    ["Cache-Status", cost.cache],
    ["Age", cost.age],
    ["X-Ratelimit", cost.remaining && `${cost.remaining} of ${cost.limit}`],
  ];
  return (
    <section class="answer" aria-label="The answer">
      <p class="status" data-ok={status === 200} role="status">
        <b>{status || "—"}</b> {error ?? "OK"}
      </p>
      <dl class="cost">
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <div key={name}>
                <dd>{value}</dd>
                <dt>{name}</dt>
              </div>
            ),
        )}
      </dl>
      {next && (
        <button type="button" onClick={() => onNext(next)}>
          Next page
        </button>
      )}
      {answer.body !== null && (
        <div class="tree">
          <Tree value={answer.body} />
        </div>
      )}
    </section>
  );
}
