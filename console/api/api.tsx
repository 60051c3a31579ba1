import { useEffect, useRef, useState } from "preact/hooks";
import { type Answer, ask, type Credential, urlOf } from "../ask.ts";
import { AnswerPane } from "./answer.tsx";
import { ENDPOINTS, type Endpoint } from "./endpoints.ts";
import { ParamForm } from "./form.tsx";
import { questionOf } from "./request.ts";
import { Snippets } from "./snippet.tsx";
import { snippetsOf } from "./snippets.ts";

interface Props {
  endpoint: string;
  values: Record<string, string>;
  credential: Credential | null;
  onChange: (endpoint: string, values: Record<string, string>) => void;
}

/** Each endpoint with its form, the request in full, and what it answers. */
export function ApiView({ endpoint: id, values: given, credential, onChange }: Props) {
  const endpoint = ENDPOINTS.find((one) => one.id === id) ?? (ENDPOINTS[0] as Endpoint);
  const values = Object.keys(given).length > 0 ? given : examples(endpoint);
  const question = questionOf(endpoint, values);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [isAsking, setAsking] = useState(false);
  const stop = useRef(new AbortController());

  const send = async (asked = question) => {
    stop.current.abort();
    stop.current = new AbortController();
    const { signal } = stop.current;
    setAsking(true);
    const next = await ask(asked, credential, signal).catch(() => null);
    if (!next || signal.aborted) return;
    setAnswer(next);
    setAsking(false);
  };
  const follow = (path: string) => {
    onChange(endpoint.id, { ...values, ...Object.fromEntries(new URLSearchParams(path.split("?")[1])) });
    send({ method: "GET", path });
  };
  // What only reads answers at once, so that a link shows what it is about. What writes waits for the hand.
  useEffect(() => {
    setAnswer(null);
    setAsking(false);
    if (endpoint.method === "GET") send();
    return () => stop.current.abort();
  }, [endpoint.id]);

  return (
    <main class="api">
      <nav aria-label="Endpoints">
        {ENDPOINTS.map(({ id, title, method }) => (
          <a key={id} href={`#/api/${id}`} aria-current={id === endpoint.id ? "true" : undefined}>
            <span class="method">{method}</span>
            {title}
          </a>
        ))}
        <a href="/v1/openapi.json">
          <span class="method">JSON</span>
          All of it, as OpenAPI
        </a>
      </nav>
      <section class="ask" aria-label="The question">
        <h1>{endpoint.title}</h1>
        <p class="route">
          <b>{endpoint.method}</b> {endpoint.path}
        </p>
        <p>{endpoint.about}</p>
        <ParamForm endpoint={endpoint} values={values} onValues={(next) => onChange(endpoint.id, next)} onSend={send} />
      </section>
      <div class="reply" aria-busy={isAsking}>
        <Snippets snippets={snippetsOf(question, urlOf(question, credential), credential?.kind === "token")} />
        {answer && <AnswerPane answer={answer} onNext={follow} />}
      </div>
    </main>
  );
}

const examples = ({ params }: Endpoint) =>
  Object.fromEntries(params.flatMap(({ name, example }) => (example ? [[name, example]] : [])));
