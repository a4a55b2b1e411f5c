import { uploadBucket, uploadHost, type ObjectStorage } from "../state/object-storage.ts";
import { encodePolicy } from "./post-policy.ts";

/** Where and how a file may be uploaded. */
export interface UploadTarget {
  url: string;
  resourceUrl: string;
  parameters: { name: string; value: string }[];
}

const account = "merchant-assets@shopify-tiers.iam.gserviceaccount.com";
const algorithm = "GOOG4-RSA-SHA256";
const dayMs = 24 * 60 * 60 * 1_000;
const putExpiresSeconds = 604_800;

export interface UploadOrder {
  key: string;
  mimeType: string;
  maximumBytes: number;
  /** The resource is used by its URL, so `resourceUrl` names the file; else (bulk, redirects) its path is used. */
  isUsedByUrl: boolean;
}

/** A form to be posted, good for a day. Recorded: bulk-operation-run-mutation-allowed-roots. */
export function postTarget(storage: ObjectStorage, order: UploadOrder, nowMs: number): UploadTarget {
  const { date, credential } = signingTime(nowMs);
  const fields: [string, string][] = [
    ["Content-Type", order.mimeType],
    ["success_action_status", "201"],
    ["acl", "private"],
    ["key", order.key],
    ["x-goog-date", date],
    ["x-goog-credential", credential],
    ["x-goog-algorithm", algorithm],
  ];
  const policy = encodePolicy({
    bucket: uploadBucket,
    fields,
    minimumBytes: 1,
    maximumBytes: order.maximumBytes,
    expiresAtMs: nowMs + dayMs,
  });
  const url = `https://${uploadHost}/`;
  return {
    url,
    resourceUrl: order.isUsedByUrl ? url + pathOf(order.key) : url,
    parameters: [
      ...fields.map(([name, value]) => ({ name, value })),
      { name: "x-goog-signature", value: storage.sign(policy, "hex") },
      { name: "policy", value: policy },
    ],
  };
}

/** A URL to be put to, good for a week and for a file of any length. Recorded: bulk-operation-run-mutation-file-size, -empty-file. */
export function putTarget(storage: ObjectStorage, order: UploadOrder, nowMs: number): UploadTarget {
  const { date, credential } = signingTime(nowMs);
  const file = new URL(pathOf(order.key), `https://${uploadHost}/`);
  const signed = new URL(file);
  signed.searchParams.set("X-Goog-Algorithm", algorithm);
  signed.searchParams.set("X-Goog-Credential", credential);
  signed.searchParams.set("X-Goog-Date", date);
  signed.searchParams.set("X-Goog-Expires", String(putExpiresSeconds));
  signed.searchParams.set("X-Goog-SignedHeaders", "host");
  signed.searchParams.set("X-Goog-Signature", storage.sign(textToSign(signed), "hex"));
  return {
    url: signed.href,
    resourceUrl: order.isUsedByUrl ? file.href : signed.href,
    parameters: [
      { name: "content_type", value: order.mimeType },
      { name: "acl", value: "private" },
    ],
  };
}

/** Whether a URL to put to was made above and is still good. */
export function checkPutUrl(storage: ObjectStorage, url: URL, nowMs: number): "good" | "unsigned" | "expired" {
  const signature = url.searchParams.get("X-Goog-Signature");
  if (signature === null || signature !== storage.sign(textToSign(url), "hex")) return "unsigned";
  const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(url.searchParams.get("X-Goog-Date") ?? "");
  const [, year, month, day, hour, minute, second] = date ?? [];
  const signedAtMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return nowMs < signedAtMs + putExpiresSeconds * 1_000 ? "good" : "expired";
}

function pathOf(key: string): string {
  return key.split("/").map(encodeURIComponent).join("/");
}

function textToSign(url: URL): string {
  const query = new URLSearchParams(url.searchParams);
  query.delete("X-Goog-Signature");
  return `PUT ${url.pathname}?${query}`;
}

function signingTime(nowMs: number): { date: string; credential: string } {
  const date = new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
  return { date, credential: `${account}/${date.slice(0, 8)}/auto/storage/goog4_request` };
}
