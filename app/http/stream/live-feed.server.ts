import type { Runtime } from "#app/domain/context.ts";
import { keepsRights, maySee, type LiveScope } from "#app/domain/live/live-changes.ts";
import { hasSeen, writeCursor, type LiveCursor } from "#app/domain/live/live-cursor.ts";
import { lookForChanges, type Look } from "#app/domain/live/look-for-changes.server.ts";
import { NOBODY_ASKS } from "#app/platform/clock.ts";
import { writeEvents, writeHeartbeat, type StreamEvent } from "./event-text.ts";

const LOOK_EVERY_MS = 1_000;
const HEARTBEAT_EVERY_MS = 15_000;
/** Who was away for longer reads everything anew. */
const RESUMED_WITHIN_MS = 3_600_000;
/** What may wait for a reader that does not take it; then the reader is let go. */
const MOST_WAITING_BYTES = 256 * 1024;

/** Where what happens is written to. */
interface LiveSink {
  write(text: string): void;
  /** Bytes that were written and not taken yet. */
  waitingBytes(): number;
  /** Ends it properly: whoever reads comes back. */
  end(): void;
  /** Cuts the connection, with what still waits for it. */
  drop(): void;
}

export interface LiveViewer {
  scope: LiveScope;
  sink: LiveSink;
  /** How far they were told everything before; null for who begins. */
  cursor: LiveCursor | null;
  /** When who they are has to be shown again; null: never. */
  expiresAt: Date | null;
}

interface Watching extends LiveViewer {
  hasBegun: boolean;
  heardAt: number;
}

/**
 * What happens, told to everybody who watches in this process: one statement a second for all of them, none when nobody
 * does. What is read is kept nowhere, so that a reader costs what its connection does.
 */
export class LiveFeed {
  readonly #runtime: Pick<Runtime, "db" | "clock" | "log">;
  readonly #draining: AbortSignal;
  readonly #viewers = new Set<Watching>();
  #isLooking = false;
  #lookedAt = 0;
  #nobodyLeft = new AbortController();

  constructor(runtime: Pick<Runtime, "db" | "clock" | "log">, draining: AbortSignal) {
    this.#runtime = runtime;
    this.#draining = draining;
    draining.addEventListener("abort", () => this.#endAll(), { once: true });
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  /** Begins to tell somebody; the answer ends it. */
  watch(viewer: LiveViewer): () => void {
    const watching = { ...viewer, hasBegun: false, heardAt: this.#now() };
    if (this.#draining.aborted) viewer.sink.end();
    else {
      this.#viewers.add(watching);
      void this.#lookOn();
    }
    return () => this.#forget(watching);
  }

  #now(): number {
    return this.#runtime.clock.now().getTime();
  }

  #forget(viewer: Watching): void {
    if (this.#viewers.delete(viewer) && this.#viewers.size === 0) this.#nobodyLeft.abort(NOBODY_ASKS);
  }

  #endAll(): void {
    for (const viewer of this.#viewers) this.#end(viewer);
  }

  #end(viewer: Watching): void {
    this.#forget(viewer);
    viewer.sink.end();
  }

  async #lookOn(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    while (this.#viewers.size > 0) {
      const left = this.#lookedAt + LOOK_EVERY_MS - this.#now();
      if (left > 0) {
        this.#nobodyLeft = new AbortController();
        await this.#runtime.clock.sleep(Math.min(left, LOOK_EVERY_MS), this.#nobodyLeft.signal);
      } else await this.#look();
    }
    this.#isLooking = false;
  }

  async #look(): Promise<void> {
    this.#lookedAt = this.#now();
    for (const viewer of this.#viewers)
      if (viewer.expiresAt !== null && viewer.expiresAt.getTime() <= this.#lookedAt) this.#end(viewer);
    const viewers = [...this.#viewers];
    if (viewers.length === 0) return;
    const since = viewers.flatMap(({ cursor }) => (cursor !== null && this.#isRecent(cursor) ? [cursor] : []));
    try {
      const look = await lookForChanges(this.#runtime, { watching: viewers.map(({ scope }) => scope), since });
      for (const viewer of viewers) if (this.#viewers.has(viewer)) this.#tell(viewer, look);
    } catch (error) {
      this.#runtime.log.warn({ err: error }, "The stream of events could not look for what has changed.");
    }
  }

  #isRecent({ lookedAt }: LiveCursor): boolean {
    return this.#lookedAt - lookedAt.getTime() <= RESUMED_WITHIN_MS;
  }

  #tell(viewer: Watching, look: Look): void {
    if (!keepsRights(viewer.scope, look.rights)) return this.#end(viewer);
    if (viewer.sink.waitingBytes() > MOST_WAITING_BYTES) {
      this.#runtime.log.info({}, "Somebody who watches took nothing any more, and was let go.");
      this.#forget(viewer);
      return viewer.sink.drop();
    }
    const events = this.#eventsFor(viewer, look);
    viewer.cursor = look.cursor;
    viewer.hasBegun = true;
    if (events.length > 0) viewer.sink.write(writeEvents(events, writeCursor(look.cursor)));
    else if (this.#lookedAt - viewer.heardAt >= HEARTBEAT_EVERY_MS)
      viewer.sink.write(writeHeartbeat(writeCursor(look.cursor)));
    else return;
    viewer.heardAt = this.#lookedAt;
  }

  #eventsFor({ scope, cursor, hasBegun }: Watching, { cursor: now, changes, isCut }: Look): StreamEvent[] {
    const isResumable = cursor !== null && this.#isRecent(cursor) && cursor.begunBefore <= now.begunBefore && !isCut;
    const events = isResumable
      ? changes
          .filter((change) => !hasSeen(cursor, change.changedIn) && maySee(scope, change))
          .map(({ topic, data }) => ({ event: topic, data }))
      : [];
    if (!hasBegun) return [{ event: "ready", data: { isResumed: isResumable } }, ...events];
    return isResumable ? events : [{ event: "reset", data: {} }];
  }
}
