export interface ParsedEvent {
  event: string;
  data: string;
}

/**
 * Reads the server-sent-events format as it comes in, cut anywhere. A browser's own EventSource cannot send a token but in
 * the address, where it would be logged.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export class EventParser {
  /** The last id that was told: what to go on from. */
  lastEventId: string;
  #rest = "";
  #id: string | null = null;
  #event = "";
  #data: string[] = [];

  constructor(lastEventId: string) {
    this.lastEventId = lastEventId;
  }

  /** Events that are complete with this text. */
  read(text: string): ParsedEvent[] {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? "";
    return lines.flatMap((line) => this.#readLine(line));
  }

  #readLine(line: string): ParsedEvent[] {
    if (line === "") return this.#complete();
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.#event = value;
    else if (field === "data") this.#data.push(value);
    else if (field === "id" && !value.includes("\0")) this.#id = value;
    return [];
  }

  #complete(): ParsedEvent[] {
    const event = this.#event === "" ? "message" : this.#event;
    const data = this.#data;
    // Not before all of it is there: who is cut off in the middle has not been told of it.
    this.lastEventId = this.#id ?? this.lastEventId;
    this.#id = null;
    this.#event = "";
    this.#data = [];
    return data.length === 0 ? [] : [{ event, data: data.join("\n") }];
  }
}
