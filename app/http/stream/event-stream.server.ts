import type { LiveFeed, LiveViewer } from "./live-feed.server.ts";
import { STREAM_BEGINNING } from "./event-text.ts";

/** The connection below an answer, where the server tells of it. */
export interface StreamConnection {
  waitingBytes: () => number;
  destroy: () => void;
}

interface EventStreamOptions extends Omit<LiveViewer, "sink"> {
  feed: LiveFeed;
  /** Ends with the request. */
  signal: AbortSignal;
  connection: StreamConnection | null;
  headers: Readonly<Record<string, string>>;
}

/** An answer that goes on for as long as somebody reads it, and tells what happens. */
export function openEventStream({ feed, signal, connection, headers, ...viewer }: EventStreamOptions): Response {
  let leave = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const encoder = new TextEncoder();
      let isOpen = true;
      const close = () => {
        if (!isOpen) return;
        isOpen = false;
        leave();
        controller.close();
      };
      const write = (text: string) => {
        if (isOpen) controller.enqueue(encoder.encode(text));
      };
      write(STREAM_BEGINNING);
      signal.addEventListener("abort", close, { once: true });
      leave = feed.watch({
        ...viewer,
        sink: {
          write,
          waitingBytes: () => connection?.waitingBytes() ?? 0,
          end: close,
          drop() {
            close();
            connection?.destroy();
          },
        },
      });
      if (signal.aborted) close();
    },
    cancel: () => leave(),
  });
  return new Response(body, { headers: { ...headers, ...STREAM_HEADERS } });
}

export const STREAM_HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store",
  // For nginx, which would keep what it is sent until it is enough.
  "X-Accel-Buffering": "no",
  // A server that stops waits for connections to end, and this one is of no other use.
  Connection: "close",
};
