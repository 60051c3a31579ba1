import type { ComponentChildren } from "preact";
import type { Answer } from "./ask.ts";

/** An error, as the API words it. */
export function Refusal({ answer }: { answer: Answer }) {
  const meta = (answer.body as { meta?: { error_type?: string } } | null)?.meta;
  return (
    <div class="says refusal" role="alert">
      <p class="kind">{[answer.status || "No answer", meta?.error_type].filter(Boolean).join(" · ")}</p>
      <p>{answer.error}</p>
    </div>
  );
}

/** A quiet word where there is nothing to show. */
export function Says({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="says">
      <p class="kind">{title}</p>
      {children}
    </div>
  );
}
