/** A call as the simulator works on it, whatever brought it here. */
export interface Call {
  method: string;
  url: URL;
  header(name: string): string | null;
  /** Empty for a call of the storage, whose body is its `stream`. */
  body: string;
  stream?: ReadableStream<Uint8Array>;
  signal: AbortSignal | null;
}

/** What goes back. `cutAt` breaks the body off after so many bytes; a dropped call gets nothing at all. */
export type Answer =
  | { kind: "answer"; status: number; headers: Record<string, string>; body: string; cutAt: number | null }
  | { kind: "dropped" };

/** An answer too long to be held as a whole. Its stream fails where a fault cuts it. */
export interface StreamedAnswer {
  kind: "stream";
  status: number;
  headers: Record<string, string>;
  stream: ReadableStream<Uint8Array<ArrayBuffer>>;
}

export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return textAnswer(status, JSON.stringify(body), headers);
}

export function redirectAnswer(location: string): Answer {
  return { kind: "answer", status: 302, headers: { location }, body: "", cutAt: null };
}

export function textAnswer(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return {
    kind: "answer",
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body,
    cutAt: null,
  };
}
