/** A request to the API. */
export interface Question {
  method: string;
  /** Path and query, without a credential. */
  path: string;
  /** A form. */
  body?: string;
}
