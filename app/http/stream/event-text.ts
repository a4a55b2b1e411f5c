/** One event of the server-sent-events format, of HTML's standard. */
export interface StreamEvent {
  event: string;
  data: unknown;
}

/** Events of one look; only the last names the cursor, so that who is cut off before it is told all of them again. */
export const writeEvents = (events: readonly StreamEvent[], cursor: string): string =>
  events
    .map(({ event, data }, at) => {
      const id = at === events.length - 1 ? `id: ${cursor}\n` : "";
      return `${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    })
    .join("");

/** Shows that the connection lives, and tells how far everything has been told. */
export const writeHeartbeat = (cursor: string): string => `: still here\nid: ${cursor}\n\n`;

/** The beginning: who is cut off comes back after a second. */
export const STREAM_BEGINNING = "retry: 1000\n\n";
