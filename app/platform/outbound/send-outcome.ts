/** What came of sending a message: an answer with its status, a destination that is not called, or no answer. */
export type SendOutcome =
  | { kind: "answered"; statusCode: number; excerpt: string; retryAfterSeconds: number | null }
  | { kind: "refused"; because: string }
  | { kind: "failed"; because: string };
