import { useFetcher, useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { StoreSummary } from "#app/domain/reconciliation/runs/store-summary-queries.server.ts";
import { usePolled, type Polled } from "../use-polled.ts";

/** A store's state, asked for again while a run is under way; when it has ended, the page is loaded anew. */
export function useSummary(loaded: StoreSummary): { summary: StoreSummary; isOffline: boolean } {
  const url = `/app/reconciliation/${loaded.store.id}/status`;
  const fetcher = useFetcher<Polled<StoreSummary>>({ key: url });
  const isUnderWay = ({ openRun }: StoreSummary) => openRun !== null;
  const { seen, isOffline } = usePolled({ url, loaded, isUnderWay, fetcher });
  const { revalidate } = useRevalidator();
  const seenRunId = useRef(loaded.openRun?.id ?? null);
  const openRunId = seen.openRun?.id ?? null;
  useEffect(() => {
    if (seenRunId.current !== null && openRunId === null) revalidate();
    seenRunId.current = openRunId;
  }, [openRunId, revalidate]);
  return { summary: seen, isOffline };
}
