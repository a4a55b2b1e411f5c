import { LiveStream } from "./live-stream.ts";

let stream: LiveStream | null = null;

/** The stream of this browser's page: one, whichever of its parts listen. */
export function openStream(token: () => Promise<string>): LiveStream {
  stream ??= new LiveStream({
    token,
    fetch: (input, init) => window.fetch(input, init),
    isHidden: () => document.hidden,
    onVisibility(changed) {
      document.addEventListener("visibilitychange", changed);
      return () => document.removeEventListener("visibilitychange", changed);
    },
  });
  return stream;
}
