import type { MediaRecord } from "./records.ts";

export type MediaStatus = "PROCESSING" | "READY" | "FAILED";

/** Files are not fetched, but a host under `.invalid` is none (RFC 2606): its files fail once they have been processed. */
export function mediaStatusAt(file: MediaRecord, nowMs: number): MediaStatus {
  if (nowMs < file.readyAtMs) return "PROCESSING";
  const isUnreachable = URL.canParse(file.originalSource) && new URL(file.originalSource).hostname.endsWith(".invalid");
  return isUnreachable ? "FAILED" : "READY";
}
