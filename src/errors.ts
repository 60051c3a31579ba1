import type { ContentfulStatusCode } from "hono/utils/http-status";

/** The error types of v1, and `APIError` for what v1 answered with an HTML page. */
type ErrorType =
  | "OAuthParameterException"
  | "OAuthAccessTokenException"
  | "OAuthPermissionsException"
  | "APINotFoundError"
  | "APINotAllowedError"
  | "APIInvalidParametersError"
  | "APIError";

/**
 * The one error that is meant for the caller: thrown anywhere, turned into a body in one place (`fail`).
 * `code` is HTTP status and `meta.code` in one; the message goes out as it is, so it never holds anything inner.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ContentfulStatusCode;
  readonly type: ErrorType;
  readonly headers: Record<string, string>;

  constructor(code: ContentfulStatusCode, type: ErrorType, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.code = code;
    this.type = type;
    this.headers = headers;
  }
}

/** 400 for a request that can't be answered as asked. The message names the parameter, what came and what is allowed. */
export const invalidParameter = (message: string) => new ApiError(400, "APIInvalidParametersError", message);

/** 503 for a store (D1, KV) that failed or took too long. `what` is for the log only. */
export class Unavailable extends ApiError {
  readonly what: string;

  constructor(what: string) {
    super(503, "APIError", "The service is temporarily unavailable. Try again in a few seconds.", {
      "Retry-After": "5",
    });
    this.what = what;
  }
}

/** What went wrong, for a log: the innermost message. Drizzle's own has the statement and its parameters in it. */
export function messageOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause) inner = inner.cause;
  return inner instanceof Error ? inner.message : String(inner);
}
