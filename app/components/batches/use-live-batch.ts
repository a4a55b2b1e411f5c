import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { BatchProgress } from "#app/domain/uploads/batch-progress-queries.server.ts";
import { isBatchTerminal } from "#app/domain/uploads/transitions.ts";

const POLL_MS = 2_000;

export type PolledBatch = { isOffline: false; progress: BatchProgress } | { isOffline: true };

/**
 * The newest state of a batch that is shown: asked for every 2 s while it runs and the tab is visible. A lost connection
 * keeps what is shown and says so. `url` answers a PolledBatch; `loaded` is what came with the page.
 */
export function useLiveBatch(url: string, loaded: BatchProgress): { progress: BatchProgress; isOffline: boolean } {
  const { state, data, load } = useFetcher<PolledBatch>({ key: url });
  const [shown, setShown] = useState({ loaded, data, progress: loaded });
  if (shown.loaded !== loaded) setShown({ loaded, data, progress: loaded });
  else if (shown.data !== data)
    setShown({ loaded, data, progress: data === undefined || data.isOffline ? shown.progress : data.progress });
  const { progress } = shown;
  const isRunning = !isBatchTerminal(progress.batch.status);

  useEffect(() => {
    if (!isRunning || state !== "idle") return;
    const poll = () => {
      if (!document.hidden) load(url);
    };
    const timer = setTimeout(poll, POLL_MS);
    document.addEventListener("visibilitychange", poll);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", poll);
    };
  }, [isRunning, state, load, url, data]);

  return { progress, isOffline: data?.isOffline ?? false };
}
