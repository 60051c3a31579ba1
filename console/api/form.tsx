import type { Endpoint } from "./endpoints.ts";

interface Props {
  endpoint: Endpoint;
  values: Record<string, string>;
  onValues: (values: Record<string, string>) => void;
  onSend: () => void;
}

/** An endpoint's parameters. Anything can be sent, what is out of range too: the API says what it thinks of it. */
export function ParamForm({ endpoint, values, onValues, onSend }: Props) {
  return (
    <form
      class="params"
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {endpoint.params.map(({ name, meaning, allowed, byDefault, isRequired }) => (
        <label key={name}>
          <span class="name">
            {name}
            {isRequired && <em>required</em>}
          </span>
          <input
            name={name}
            autocomplete="off"
            spellcheck={false}
            value={values[name] ?? ""}
            placeholder={byDefault ?? ""}
            onInput={({ currentTarget }) => onValues({ ...values, [name]: currentTarget.value })}
          />
          <small>
            {meaning}; {allowed}
          </small>
        </label>
      ))}
      <button type="submit" class="send">
        {endpoint.method === "GET" ? "Send" : `Send ${endpoint.method}`}
      </button>
    </form>
  );
}
