import type { MediaWarningCode } from "../../failures/media-warnings.ts";
import { imageName } from "../fields/image-name.ts";

/** A medium of a product as the shop shows it now. */
export interface MediumState {
  status: string;
  error: string | null;
  /** The address of the image; null while it is processed, when it failed, and of what is no image. */
  url: string | null;
}

export interface ImageWarning {
  code: MediaWarningCode;
  message: string;
  /** The address that was sent; null where it cannot be told which it was. */
  url: string | null;
}

const FIRST_LOOK_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 3_600;
const LAST_LOOK_SECONDS = 86_400;

/** When to look again while something is still processed: after as long as it has taken, and at most for a day. Null: never. */
export function nextLookSeconds(media: readonly MediumState[], ageSeconds: number): number | null {
  if (!media.some(isProcessing) || ageSeconds >= LAST_LOOK_SECONDS) return null;
  return Math.min(LONGEST_PAUSE_SECONDS, Math.max(FIRST_LOOK_SECONDS, ageSeconds));
}

/**
 * What a person should know of the images that were sent. Shopify forgets their addresses: those whose file's name no
 * image of the shop has are the ones that are missing, and as far as there are media that failed, they failed. Media that
 * a merchant added and that failed are not ours to tell of.
 */
export function imageWarnings(sentUrls: readonly string[], media: readonly MediumState[]): ImageWarning[] {
  const shown = new Map<string, number>();
  for (const { url } of media) if (url !== null) shown.set(imageName(url), (shown.get(imageName(url)) ?? 0) + 1);
  const missing = sentUrls.filter((url) => {
    const left = shown.get(imageName(url)) ?? 0;
    shown.set(imageName(url), left - 1);
    return left <= 0;
  });
  const troubled = media.filter((medium) => isFailed(medium) || isProcessing(medium)).slice(0, missing.length);
  const isCertain = troubled.length === missing.length;
  return troubled.map((medium, index) => {
    const url = isCertain ? (missing[index] ?? null) : null;
    const what = url === null ? "one of the images" : `the image ${url}`;
    return isFailed(medium)
      ? { code: "shopify.image-failed", message: `Shopify could not take ${what}: ${medium.error ?? "no reason"}`, url }
      : { code: "shopify.image-unfinished", message: `Shopify has not finished ${what}.`, url };
  });
}

const isProcessing = ({ status }: MediumState): boolean => status === "PROCESSING" || status === "UPLOADED";

const isFailed = ({ status }: MediumState): boolean => status === "FAILED";
