import type { Answer, Call, StreamedAnswer } from "../exchange.ts";
import type { FiredFault } from "../faults/script.ts";
import { earlyFault } from "../graphql/endpoint.ts";
import type { SimulatorState } from "../simulator-state.ts";
import { resultBucket } from "../state/object-storage.ts";
import type { StoredFile } from "../state/stored-file.ts";
import { checkResultUrl } from "./result-urls.ts";
import { noSuchKey, storageError } from "./storage-answers.ts";
import { delayOf } from "./uploads.ts";

/** Hands out the result of a bulk operation, or a part of it from some byte on. */
export async function answerDownload(state: SimulatorState, call: Call): Promise<Answer | StreamedAnswer> {
  const { storage, clock } = state.environment;
  const prefix = `/${resultBucket}/`;
  const key = call.url.pathname.startsWith(prefix) ? call.url.pathname.slice(prefix.length) : null;
  const file = key === null ? null : storage.find(resultBucket, key);
  if (key === null || !file) return noSuchKey();
  const check = checkResultUrl(storage, key, call.url, clock.nowMs());
  if (check === "expired") return storageError(400, "ExpiredToken", "The provided token has expired.");
  if (check === "unsigned") {
    const details = "The request signature we calculated does not match the signature you provided.";
    return storageError(403, "SignatureDoesNotMatch", "Access denied.", details);
  }
  const fired = state.graphql.faults.meet(shopOfResult(state, key), ["bulk-result"]);
  await clock.sleep(delayOf(fired), call.signal ?? undefined);
  return earlyFault(fired, "before-apply") ?? send(file, call, fired);
}

function send(file: StoredFile, call: Call, fired: readonly FiredFault[]): Answer | StreamedAnswer {
  const shortened = fired.find(({ fault }) => fault.effect === "partial");
  const end = shortened ? Math.floor(shortened.chance * file.sizeBytes) : file.sizeBytes;
  const range = /^bytes=(\d+)-$/.exec(call.header("range") ?? "");
  const start = Number(range?.[1] ?? 0);
  if (range && start >= end) {
    return storageError(416, "InvalidRange", "The requested range cannot be satisfied.");
  }
  const cut = fired.find(({ fault }) => fault.point === "mid-body");
  return {
    kind: "stream",
    status: range ? 206 : 200,
    headers: {
      "content-type": call.url.searchParams.get("response-content-type") ?? "application/octet-stream",
      "content-disposition": call.url.searchParams.get("response-content-disposition") ?? "attachment",
      "content-length": String(end - start),
      "accept-ranges": "bytes",
      etag: `"${file.md5}"`,
      ...(range ? { "content-range": `bytes ${start}-${end - 1}/${end}` } : {}),
    },
    stream: file.stream(start, end, cut ? Math.floor(cut.chance * (end - start)) : null),
  };
}

function shopOfResult(state: SimulatorState, key: string): string {
  for (const shop of state.shops.values()) {
    if (shop.bulkOperations.all().some((operation) => operation.resultKey === key)) return shop.domain;
  }
  return "";
}
