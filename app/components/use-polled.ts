import { useEffect, useState } from "react";

const POLL_MS = 2_000;

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
}

/**
 * The newest state of what a page shows: asked for every 2 s while something of it is under way and the tab is visible.
 * A lost connection keeps what is shown and says so.
 */
export function usePolled<Seen>({ url, loaded, isUnderWay, fetcher }: PollOptions<Seen>) {
  const { state, data, load } = fetcher;
  const [shown, setShown] = useState({ loaded, data, seen: loaded });
  if (shown.loaded !== loaded) setShown({ loaded, data, seen: loaded });
  else if (shown.data !== data)
    setShown({ loaded, data, seen: data === undefined || data.isOffline ? shown.seen : data.seen });
  const { seen } = shown;
  const isWanted = isUnderWay(seen);

  useEffect(() => {
    if (!isWanted || state !== "idle") return;
    const poll = () => {
      if (!document.hidden) load(url);
    };
    const timer = setTimeout(poll, POLL_MS);
    document.addEventListener("visibilitychange", poll);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", poll);
    };
  }, [isWanted, state, load, url, data]);

  return { seen, isOffline: data?.isOffline ?? false };
}
