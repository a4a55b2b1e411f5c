import { expect } from "vitest";
import { parseCursor, type LiveCursor } from "#app/domain/live/live-cursor.ts";
import type { LiveScope } from "#app/domain/live/live-changes.ts";
import { EventParser } from "#app/components/live/parse-events.ts";
import { LiveFeed, type LiveViewer } from "#app/http/stream/live-feed.server.ts";
import type { TestRuntime } from "../test-runtime.ts";
import { SteppedClock } from "./stepped-clock.ts";

interface Told {
  event: string;
  data: Record<string, unknown>;
}

/** Somebody who watches, with all that they were told. */
export interface Watcher {
  readonly events: Told[];
  readonly text: () => string;
  /** As far as they were told everything. */
  readonly cursor: () => LiveCursor | null;
  readonly isEnded: () => boolean;
  readonly isDropped: () => boolean;
  readonly leave: () => void;
}

interface WatchedFeed {
  readonly feed: LiveFeed;
  readonly clock: SteppedClock;
  readonly drain: () => void;
  /** Statements so far. */
  readonly looks: () => number;
  readonly watch: (scope: LiveScope, options?: Partial<LiveViewer> & { waitingBytes?: () => number }) => Watcher;
  /** Lets the time of one look pass, and waits until everybody was told of it. */
  readonly look: (milliseconds?: number) => Promise<void>;
}

/** A feed over the test's database, whose time the test moves and whose statements are counted. */
export function openWatchedFeed(runtime: TestRuntime): WatchedFeed {
  const clock = new SteppedClock();
  const draining = new AbortController();
  let looks = 0;
  const db = new Proxy(runtime.db, {
    get(target, name) {
      if (name === "$queryRaw") looks += 1;
      else if (name !== "then") throw new Error(`The feed asks by something else than one statement: ${String(name)}.`);
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      const bound: unknown = value.bind(target);
      return bound;
    },
  });
  const feed = new LiveFeed({ db, clock, log: runtime.log }, draining.signal);
  const settled = async () => {
    await expect.poll(() => clock.sleepers === 1 || feed.viewers === 0).toBe(true);
  };
  return {
    feed,
    clock,
    drain: () => draining.abort(),
    looks: () => looks,
    watch: (scope, options = {}) => watchFeed(feed, scope, options),
    async look(milliseconds = 1_000) {
      await settled();
      clock.advance(milliseconds);
      await settled();
    },
  };
}

function watchFeed(
  feed: LiveFeed,
  scope: LiveScope,
  { waitingBytes = () => 0, ...options }: Partial<LiveViewer> & { waitingBytes?: () => number },
): Watcher {
  const parser = new EventParser("");
  const events: Told[] = [];
  let text = "";
  let isEnded = false;
  let isDropped = false;
  const leave = feed.watch({
    scope,
    cursor: null,
    expiresAt: null,
    ...options,
    sink: {
      write(written) {
        text += written;
        for (const { event, data } of parser.read(written))
          events.push({ event, data: JSON.parse(data) as Record<string, unknown> });
      },
      waitingBytes,
      end: () => (isEnded = true),
      drop: () => (isDropped = true),
    },
  });
  return {
    events,
    leave,
    text: () => text,
    cursor: () => parseCursor(parser.lastEventId),
    isEnded: () => isEnded,
    isDropped: () => isDropped,
  };
}
