import type { ObjectStorage } from "../state/object-storage.ts";

/** What a form has to hold for its file to be taken: equal fields, and how long the file may be. */
export interface PostPolicy {
  bucket: string;
  /** In the order in which they are given to the app. */
  fields: readonly [name: string, value: string][];
  minimumBytes: number;
  maximumBytes: number;
  expiresAtMs: number;
}

interface WrittenPolicy {
  conditions: (Record<string, string> | [string, number, number])[];
  expiration: string;
}

/** A policy as it is given away: base64 of JSON with escaped slashes. Recorded: bulk-operation-run-mutation-allowed-roots. */
export function encodePolicy(policy: PostPolicy): string {
  const before = policy.fields.filter(([name]) => name !== "key" && !name.startsWith("x-goog-"));
  const behind = policy.fields.filter(([name]) => name === "key" || name.startsWith("x-goog-"));
  const written: WrittenPolicy = {
    conditions: [
      ...before.map(([name, value]) => ({ [name]: value })),
      ["content-length-range", policy.minimumBytes, policy.maximumBytes],
      { bucket: policy.bucket },
      ...behind.map(([name, value]) => ({ [name]: value })),
    ],
    expiration: `${new Date(policy.expiresAtMs).toISOString().slice(0, 19)}Z`,
  };
  return Buffer.from(JSON.stringify(written).replaceAll("/", String.raw`\/`)).toString("base64");
}

/** Reads a policy whose signature is good: it was written above. */
function decodePolicy(encoded: string): PostPolicy {
  const written: WrittenPolicy = JSON.parse(Buffer.from(encoded, "base64").toString());
  const fields: [string, string][] = [];
  let range: [number, number] = [0, 0];
  let bucket = "";
  for (const condition of written.conditions) {
    if (Array.isArray(condition)) range = [condition[1], condition[2]];
    else {
      for (const [name, value] of Object.entries(condition)) {
        if (name === "bucket") bucket = value;
        else fields.push([name, value]);
      }
    }
  }
  const [minimumBytes, maximumBytes] = range;
  return { bucket, fields, minimumBytes, maximumBytes, expiresAtMs: Date.parse(written.expiration) };
}

export interface PolicyRefusal {
  status: number;
  code: string;
  message: string;
  details: string;
}

/** Fields that no policy has to mention. */
const unconditionalFields = new Set(["policy", "x-goog-signature"]);

function denied(details: string): PolicyRefusal {
  return { status: 403, code: "AccessDenied", message: "Access denied.", details };
}

/**
 * Whether a form may upload its file; `form` has its field names in lower case.
 *
 * The codes and statuses are those of Google's and Amazon's published lists; the words are not recorded.
 */
export function checkForm(
  storage: ObjectStorage,
  form: ReadonlyMap<string, string>,
  nowMs: number,
): { policy: PostPolicy } | { refusal: PolicyRefusal } {
  const encoded = form.get("policy");
  const signature = form.get("x-goog-signature");
  if (encoded === undefined) {
    return { refusal: denied("Anonymous caller does not have storage.objects.create access to the bucket.") };
  }
  if (signature !== storage.sign(encoded, "hex")) {
    const details = "The request signature we calculated does not match the signature you provided.";
    return { refusal: { status: 403, code: "SignatureDoesNotMatch", message: "Access denied.", details } };
  }
  const policy = decodePolicy(encoded);
  if (nowMs >= policy.expiresAtMs) return { refusal: denied("Invalid according to Policy: Policy expired.") };
  for (const [name, value] of policy.fields) {
    if (form.get(name.toLowerCase()) !== value) {
      const condition = JSON.stringify(["eq", `$${name}`, value]);
      return { refusal: denied(`Invalid according to Policy: Policy Condition failed: ${condition}`) };
    }
  }
  const named = new Set(policy.fields.map(([name]) => name.toLowerCase()));
  const extra = [...form.keys()].filter((name) => !named.has(name) && !unconditionalFields.has(name));
  if (extra.length > 0) {
    return {
      refusal: denied(`Invalid according to Policy: Policy did not reference these fields: ${extra.join(", ")}`),
    };
  }
  return { policy };
}
