import { useState } from "preact/hooks";
import type { Snippet } from "./snippets.ts";

/** A request in the form of one's choice, to copy. */
export function Snippets({ snippets }: { snippets: Snippet[] }) {
  const [name, setName] = useState("URL");
  const [isCopied, setCopied] = useState(false);
  const chosen = snippets.find((snippet) => snippet.name === name) ?? snippets[0];
  if (!chosen) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(chosen.text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <section class="snippets" aria-label="The request">
      <fieldset class="tabs">
        <legend class="hidden">Written as</legend>
        {snippets.map((snippet) => (
          <button
            type="button"
            key={snippet.name}
            aria-pressed={snippet === chosen}
            onClick={() => setName(snippet.name)}
          >
            {snippet.name}
          </button>
        ))}
        <button type="button" class="copy" onClick={copy}>
          {isCopied ? "Copied" : "Copy"}
        </button>
      </fieldset>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard. */}
      <pre tabIndex={0}>
        <code>{chosen.text}</code>
      </pre>
    </section>
  );
}
