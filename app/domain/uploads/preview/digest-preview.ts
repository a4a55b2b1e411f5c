import type { UploadPreview } from "./preview-upload.server.ts";
import type { PreviewTotals } from "./sum-preview.ts";

/** How many conflicts a person reads before they rather look at all of them elsewhere. */
const SHOWN_CONFLICTS = 5;

/** A preview in short, for the person who is about to approve. */
export interface PreviewDigest {
  totals: PreviewTotals;
  conflicts: { title: string; storeName: string | null; message: string }[];
  conflictsNotShown: number;
  unreadStores: string[];
  /** The selection has more products than were looked at. */
  isPart: boolean;
}

export function digestPreview({ items, totals, unreadStores, next }: UploadPreview): PreviewDigest {
  const conflicting = items.filter(({ action }) => action === "conflict");
  return {
    totals,
    conflicts: conflicting.slice(0, SHOWN_CONFLICTS).map(({ title, store, conflicts }) => ({
      title,
      storeName: store?.name ?? null,
      message: conflicts.join(" "),
    })),
    conflictsNotShown: Math.max(0, conflicting.length - SHOWN_CONFLICTS),
    unreadStores: unreadStores.map(({ name, because }) => `${name}: ${because}`),
    isPart: next !== null,
  };
}
