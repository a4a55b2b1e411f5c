import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface Encryption {
  /** `relay:<key id>:<base64 of iv, tag and ciphertext>`; AES-256-GCM, the owner is authenticated with it. */
  encrypt(plaintext: string, owner: string): string;
  /** @throws {Error} when the key is unknown, or the text was changed or belongs to another owner. */
  decrypt(sealed: string, owner: string): string;
}

/** `keys` are `id:base64`; the first encrypts, all decrypt, so that keys can be rotated. */
export function createEncryption(keys: readonly string[]): Encryption {
  const entries = keys.map((entry) => {
    const separator = entry.indexOf(":");
    return { id: entry.slice(0, separator), key: Buffer.from(entry.slice(separator + 1), "base64") };
  });
  const byId = new Map(entries.map(({ id, key }) => [id, key]));
  const current = entries[0];
  if (!current) throw new Error("An encryption needs at least one key.");
  return {
    encrypt(plaintext, owner) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", current.key, iv).setAAD(Buffer.from(owner));
      const text = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
      return `relay:${current.id}:${Buffer.concat([iv, cipher.getAuthTag(), text]).toString("base64")}`;
    },
    decrypt(sealed, owner) {
      const [mark, id, body] = sealed.split(":");
      const key = id === undefined ? undefined : byId.get(id);
      if (mark !== "relay" || !key || body === undefined)
        throw new Error(`No key opens this secret (key id ${id ?? "none"}).`);
      const bytes = Buffer.from(body, "base64");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES)).setAAD(Buffer.from(owner));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
    },
  };
}

export const sha256Hex = (text: string): string => createHash("sha256").update(text).digest("hex");
