import { useEffect, useRef, useState } from "preact/hooks";
import { type Answer, ask, type Credential } from "./ask.ts";
import type { Question } from "./question.ts";

export interface Pages<Item> {
  items: Item[];
  /** The last answer. */
  answer: Answer | null;
  /** The rows that all pages of it read. */
  rows: number;
  isLoading: boolean;
  more: (() => void) | null;
}

/** Milliseconds that a question must stand still before it is asked: a hand is dragging. */
const STILL_MS = 200;

/** Asks a question as it changes, and follows its pages. What stood before stays until the new answer is there. */
export function usePages<Item>(path: string | null, credential: Credential | null): Pages<Item> {
  const nothing = { items: [] as Item[], answer: null as Answer | null, rows: 0 };
  const [state, setState] = useState(nothing);
  const [isLoading, setLoading] = useState(path !== null);
  const stop = useRef(new AbortController());
  const isFirst = useRef(true);

  const load = async (question: Question, before: typeof nothing) => {
    const { signal } = stop.current;
    setLoading(true);
    const answer = await ask(question, credential, signal).catch(() => null);
    if (!answer || signal.aborted) return;
    const items = Array.isArray(answer.data) ? (answer.data as Item[]) : [];
    setState({ items: [...before.items, ...items], answer, rows: before.rows + (answer.cost.rows ?? 0) });
    setLoading(false);
  };

  useEffect(() => {
    if (path === null) {
      setState(nothing);
      setLoading(false);
      return;
    }
    stop.current = new AbortController();
    setLoading(true);
    const wait = setTimeout(() => load({ method: "GET", path }, nothing), isFirst.current ? 0 : STILL_MS);
    isFirst.current = false;
    return () => {
      clearTimeout(wait);
      stop.current.abort();
    };
  }, [path, credential]);

  const next = state.answer?.next;
  return { ...state, isLoading, more: next && !isLoading ? () => load({ method: "GET", path: next }, state) : null };
}
