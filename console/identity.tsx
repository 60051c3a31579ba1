import { useState } from "preact/hooks";
import type { Credential } from "./ask.ts";

interface Props {
  credential: Credential | null;
  onCredential: (credential: Credential | null) => void;
}

/** The field for a token or a client_id. What is typed stays in memory: no storage, no address bar, no URL. */
export function Identity({ credential, onCredential }: Props) {
  const [kind, setKind] = useState<Credential["kind"]>(credential?.kind ?? "token");
  const [value, setValue] = useState(credential?.value ?? "");
  const apply = (kind: Credential["kind"], value: string) => {
    const trimmed = value.trim();
    onCredential(trimmed ? { kind, value: trimmed } : null);
  };
  const field = {
    "aria-label": kind === "token" ? "Access token" : "Client id",
    autocomplete: "off",
    spellcheck: false,
    placeholder: "none",
    value,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => setValue(currentTarget.value),
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => apply(kind, currentTarget.value),
  } as const;
  return (
    <form
      class="identity"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        apply(kind, value);
      }}
    >
      <select
        aria-label="Kind of credential"
        value={kind}
        onChange={({ currentTarget }) => {
          setKind(currentTarget.value as Credential["kind"]);
          setValue("");
        }}
      >
        <option value="client">client_id</option>
        <option value="token">access_token</option>
      </select>
      {kind === "token" ? <input type="password" {...field} /> : <input type="text" {...field} />}
    </form>
  );
}
