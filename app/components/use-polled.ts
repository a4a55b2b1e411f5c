import { useEffect, useRef, useState } from "react";
import type { LiveTopic } from "#app/domain/live/live-changes.ts";
import { useLiveNews } from "./live/use-live-news.ts";

const POLL_MS = 2_000;
/** However much happens, a page asks no more often. */
const LEAST_MS = 1_000;
/** What no event tells, such as how long an upload will still take, while the stream is open. */
const SLOW_POLL_MS = 30_000;

/** What a poll answers. It never fails: a page must not be replaced by an error because the network was away. */
export type Polled<Seen> = { isOffline: false; seen: Seen } | { isOffline: true };

/** The client loader of a route that is polled. */
export async function offlineInsteadOfError<Seen>({ serverLoader }: { serverLoader: () => Promise<Polled<Seen>> }) {
  try {
    return await serverLoader();
  } catch {
    return { isOffline: true } satisfies Polled<Seen>;
  }
}

interface PollOptions<Seen> {
  /** Answers a Polled. */
  url: string;
  /** What came with the page. */
  loaded: Seen;
  isUnderWay: (seen: Seen) => boolean;
  /** A fetcher whose key is the url. */
  fetcher: { state: string; data: Polled<Seen> | undefined; load: (url: string) => void };
  /** What the page shows changes with these. Without any it is asked for again while something is under way. */
  live?: readonly LiveTopic[];
}

/**
 * The newest state of what a page shows, while the tab is visible: asked for when the stream of events tells that it has
 * changed; every 2 s while something of it is under way, where the stream is not open. A lost connection keeps what is
 * shown and says so.
 */
export function usePolled<Seen>({ url, loaded, isUnderWay, fetcher, live = [] }: PollOptions<Seen>) {
  const { state, data, load } = fetcher;
  const [shown, setShown] = useState({ loaded, data, seen: loaded });
  if (shown.loaded !== loaded) setShown({ loaded, data, seen: loaded });
  else if (shown.data !== data)
    setShown({ loaded, data, seen: data === undefined || data.isOffline ? shown.seen : data.seen });
  const { seen } = shown;
  const isOffline = data?.isOffline ?? false;
  const isWanted = isUnderWay(seen) || isOffline;
  const { isOpen, news } = useLiveNews(live.join(" "));
  const asked = useRef({ news: 0, at: 0 });

  useEffect(() => {
    if (state !== "idle") return;
    const isDue = news !== asked.current.news;
    if (!isDue && !isWanted) return;
    const poll = () => {
      if (document.hidden) return;
      asked.current = { news, at: Date.now() };
      load(url);
    };
    const wait = isDue
      ? Math.max(0, asked.current.at + LEAST_MS - Date.now())
      : isOpen && !isOffline
        ? SLOW_POLL_MS
        : POLL_MS;
    const timer = setTimeout(poll, wait);
    document.addEventListener("visibilitychange", poll);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", poll);
    };
  }, [isWanted, state, load, url, data, isOpen, isOffline, news]);

  return { seen, isOffline };
}
