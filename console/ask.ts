import type { Question } from "./question.ts";

/** Who asks. Kept in memory only. */
export interface Credential {
  kind: "token" | "client";
  value: string;
}

/** What an answer cost, as its headers tell. */
export interface Cost {
  rows: number | null;
  /** Milliseconds of SQL. */
  sql: number | null;
  cache: string | null;
  age: string | null;
  limit: string | null;
  remaining: string | null;
}

export interface Answer {
  /** HTTP status; 0 where none came. */
  status: number;
  body: unknown;
  data: unknown;
  /** The API's own words. */
  error: string | null;
  /** Path and query of the next page. */
  next: string | null;
  /** Milliseconds until it was read. */
  took: number;
  bytes: number;
  cost: Cost;
}

const NOTHING: Cost = { rows: null, sql: null, cache: null, age: null, limit: null, remaining: null };

/** The full URL of a question. A token goes in the header, so that no URL holds it. */
export function urlOf({ path }: Question, credential: Credential | null): string {
  const url = new URL(path, location.origin);
  if (credential?.kind === "client") url.searchParams.set("client_id", credential.value);
  return url.href;
}

/** Asks the API. Every answer is one, errors too; only an abort throws. */
export async function ask(question: Question, credential: Credential | null, signal?: AbortSignal): Promise<Answer> {
  const began = performance.now();
  const headers: Record<string, string> = {};
  if (credential?.kind === "token") headers.Authorization = `Bearer ${credential.value}`;
  if (question.body) headers["Content-Type"] = "application/x-www-form-urlencoded";
  try {
    const response = await fetch(urlOf(question, credential), {
      method: question.method,
      headers,
      ...(question.body && { body: question.body }),
      ...(signal && { signal }),
    });
    const text = await response.text();
    const body = JSON.parse(text);
    return {
      status: response.status,
      body,
      data: body.data ?? null,
      error: body.meta?.error_message ?? null,
      next: pathOf(body.pagination?.next_url),
      took: performance.now() - began,
      bytes: new TextEncoder().encode(text).length,
      cost: costOf(response.headers),
    };
  } catch (error) {
    if (signal?.aborted) throw error;
    const words = error instanceof SyntaxError ? "The answer is not JSON." : "The server does not answer.";
    const none = { status: 0, body: null, data: null, next: null, bytes: 0, cost: NOTHING };
    return { ...none, error: words, took: performance.now() - began };
  }
}

function costOf(headers: Headers): Cost {
  const timing = headers.get("Server-Timing");
  const number = (pattern: RegExp) => (timing?.match(pattern) ? Number(timing.match(pattern)?.[1]) : null);
  return {
    rows: number(/desc="(\d+) rows"/),
    sql: number(/dur=([\d.]+)/),
    cache: headers.get("Cache-Status"),
    age: headers.get("Age"),
    limit: headers.get("X-Ratelimit-Limit"),
    remaining: headers.get("X-Ratelimit-Remaining"),
  };
}

// The credential is added anew, and the page's own origin asked, whatever name the server has for itself.
function pathOf(next: unknown): string | null {
  if (typeof next !== "string") return null;
  const url = new URL(next);
  url.searchParams.delete("client_id");
  return url.pathname + url.search;
}
