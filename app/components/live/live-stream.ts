import { EventParser, type ParsedEvent } from "./parse-events.ts";

const URL_OF_EVENTS = "/app/events";
const COMES_BACK_AFTER_MS = 200;
const LONGEST_PAUSE_MS = 30_000;
/** Three heartbeats that did not come. */
const SILENT_FOR_MS = 45_000;
/** A page that is left for another one needs the stream again at once. */
const LINGERS_MS = 2_000;

interface LiveListener {
  /** Something of this topic changed; `reset` means that anything may have. */
  onNews: (topic: string, data: unknown) => void;
  onOpen: (isOpen: boolean) => void;
}

/** What of the browser it needs. */
interface LiveSurroundings {
  fetch: typeof globalThis.fetch;
  /** A session token that has just begun. */
  token: () => Promise<string>;
  isHidden: () => boolean;
  /** Calls back whenever the page is shown or hidden; the answer ends that. */
  onVisibility: (changed: () => void) => () => void;
}

/**
 * The one stream of events of a page, open while somebody listens and the page is shown. The server ends it with the
 * session token; then, and whenever it breaks, it goes on from the last event with a new token.
 */
export class LiveStream {
  readonly #surroundings: LiveSurroundings;
  readonly #listeners = new Set<LiveListener>();
  readonly #toldAt = new Map<string, number>();
  #lastEventId = "";
  #isOpen = false;
  #stop: AbortController | null = null;

  constructor(surroundings: LiveSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Listens until the answer is called. */
  listen(listener: LiveListener): () => void {
    this.#listeners.add(listener);
    if (this.#isOpen) listener.onOpen(true);
    if (this.#stop === null) {
      this.#stop = new AbortController();
      void this.#run(this.#stop.signal);
    }
    return () => {
      this.#listeners.delete(listener);
      setTimeout(() => this.#endUnlessHeard(), LINGERS_MS);
    };
  }

  /** Whether something of these topics was told since, to whoever listened then. */
  hasTold(topics: readonly string[], since: number): boolean {
    return topics.some((topic) => (this.#toldAt.get(topic) ?? -Infinity) >= since);
  }

  #endUnlessHeard(): void {
    if (this.#listeners.size > 0 || this.#stop === null) return;
    this.#stop.abort();
    this.#stop = null;
    this.#isOpen = false;
    this.#lastEventId = "";
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      await this.#untilShown(signal);
      const hasBegun = await this.#read(signal).catch(() => false);
      if (signal.aborted) return;
      failures = hasBegun ? 0 : failures + 1;
      if (failures > 0) this.#setOpen(false);
      await pause(Math.min(LONGEST_PAUSE_MS, COMES_BACK_AFTER_MS * 4 ** failures), signal);
    }
  }

  /** True when events were told at all before it ended. */
  async #read(signal: AbortSignal): Promise<boolean> {
    const { fetch, token, onVisibility, isHidden } = this.#surroundings;
    const end = new AbortController();
    const stop = () => end.abort();
    signal.addEventListener("abort", stop, { once: true });
    const forgetVisibility = onVisibility(() => isHidden() && stop());
    let silence = setTimeout(stop, SILENT_FOR_MS);
    let hasBegun = false;
    try {
      const headers = new Headers({ Accept: "text/event-stream", Authorization: `Bearer ${await token()}` });
      if (this.#lastEventId !== "") headers.set("Last-Event-ID", this.#lastEventId);
      const answer = await fetch(URL_OF_EVENTS, { headers, signal: end.signal, cache: "no-store" });
      const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream") === true;
      if (!answer.ok || !isStream || answer.body === null) {
        this.#lastEventId = "";
        await answer.body?.cancel();
        return false;
      }
      const parser = new EventParser(this.#lastEventId);
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return hasBegun;
        clearTimeout(silence);
        silence = setTimeout(stop, SILENT_FOR_MS);
        for (const event of parser.read(value)) {
          hasBegun = true;
          this.#tell(event);
        }
        this.#lastEventId = parser.lastEventId;
      }
    } catch {
      return hasBegun;
    } finally {
      clearTimeout(silence);
      forgetVisibility();
      signal.removeEventListener("abort", stop);
      end.abort();
    }
  }

  #tell({ event, data }: ParsedEvent): void {
    const told: unknown = JSON.parse(data);
    const isAnew = event === "ready" && !(isRecord(told) && told["isResumed"] === true);
    this.#setOpen(true);
    if (event === "ready" && !isAnew) return;
    const topic = isAnew ? "reset" : event;
    this.#toldAt.set(topic, Date.now());
    for (const { onNews } of this.#listeners) onNews(topic, told);
  }

  #setOpen(isOpen: boolean): void {
    if (this.#isOpen === isOpen) return;
    this.#isOpen = isOpen;
    for (const { onOpen } of this.#listeners) onOpen(isOpen);
  }

  #untilShown(signal: AbortSignal): Promise<void> {
    const { isHidden, onVisibility } = this.#surroundings;
    if (!isHidden()) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        if (isHidden() && !signal.aborted) return;
        forget();
        signal.removeEventListener("abort", done);
        resolve();
      };
      const forget = onVisibility(done);
      signal.addEventListener("abort", done);
    });
  }
}

const isRecord = (given: unknown): given is Record<string, unknown> => typeof given === "object" && given !== null;

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
