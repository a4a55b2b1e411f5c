import type { BulkOperationRecord } from "../state/bulk-operations.ts";
import { resultKeptMs } from "../state/bulk-operations.ts";
import { downloadHost, type ObjectStorage, resultBucket } from "../state/object-storage.ts";

const accessId = "assets-us-prod@shopify-tiers.iam.gserviceaccount.com";

/** Where the result of an operation may be fetched for seven days; null when there is none. Recorded. */
export function resultUrl(storage: ObjectStorage, operation: BulkOperationRecord): string | null {
  const { id, type, resultKey, endedAtMs } = operation;
  if (resultKey === null || endedAtMs === null) return null;
  const expires = String(Math.floor((endedAtMs + resultKeptMs) / 1_000));
  const filename = `${type === "QUERY" ? "staging-" : ""}bulk-${id}.jsonl`;
  const url = new URL(`https://${downloadHost}/${resultBucket}/${resultKey}`);
  url.searchParams.set("GoogleAccessId", accessId);
  url.searchParams.set("Expires", expires);
  url.searchParams.set("Signature", storage.sign(textToSign(resultKey, expires), "base64"));
  url.searchParams.set(
    "response-content-disposition",
    `attachment; filename="${filename}"; filename*=UTF-8''${filename}`,
  );
  url.searchParams.set("response-content-type", "application/jsonl");
  return url.href;
}

/** Whether a URL was made above and is still good. */
export function checkResultUrl(
  storage: ObjectStorage,
  key: string,
  url: URL,
  nowMs: number,
): "good" | "unsigned" | "expired" {
  const expires = url.searchParams.get("Expires") ?? "";
  if (url.searchParams.get("Signature") !== storage.sign(textToSign(key, expires), "base64")) return "unsigned";
  return nowMs < Number(expires) * 1_000 ? "good" : "expired";
}

function textToSign(key: string, expires: string): string {
  return `GET\n${expires}\n${key}`;
}
