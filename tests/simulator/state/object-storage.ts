import { createHmac } from "node:crypto";
import type { StoredFile } from "./stored-file.ts";

/** Hosts of the storage behind staged uploads and bulk results, as Shopify names them. */
export const uploadHost = "shopify-staged-uploads.storage.googleapis.com";
export const downloadHost = "storage.googleapis.com";

export const uploadBucket = "shopify-staged-uploads";
export const resultBucket = "shopify-tiers-assets-prod-us-east1";

export function isStorageHost(host: string): boolean {
  return host === downloadHost || host.endsWith(`.${downloadHost}`);
}

const pathPrefix = /^\/storage\/([a-z0-9.-]+)(\/.*)$/;

/** Whether a call is one of the storage: by its host, or over plain HTTP by the path `/storage/<host>/…`. */
export function isStorageUrl(url: URL): boolean {
  return isStorageHost(url.hostname) || isStorageHost(pathPrefix.exec(url.pathname)?.[1] ?? "");
}

/** The address in the storage that a call means. */
export function storageUrl(url: URL): URL {
  const [, host, path] = isStorageHost(url.hostname) ? [] : (pathPrefix.exec(url.pathname) ?? []);
  return host === undefined || path === undefined ? url : new URL(`https://${host}${path}${url.search}`);
}

/** The files that shops of one simulator keep outside of the Admin API, and the key that signs the ways to them. */
export class ObjectStorage {
  readonly #secret: string;
  readonly #files = new Map<string, StoredFile>();
  /** Files that another took the place of; a bulk operation may still be reading them. */
  readonly #replaced: StoredFile[] = [];

  constructor(clientSecret: string) {
    this.#secret = createHmac("sha256", clientSecret).update("storage").digest("hex");
  }

  /** Puts a file under a key of a bucket, in place of the one that was there. */
  put(bucket: string, key: string, file: StoredFile): void {
    const name = `${bucket}/${key}`;
    const former = this.#files.get(name);
    if (former) this.#replaced.push(former);
    this.#files.set(name, file);
  }

  find(bucket: string, key: string): StoredFile | null {
    return this.#files.get(`${bucket}/${key}`) ?? null;
  }

  /** `length` characters (a signature of RSA with 2,048 bits has 512 of them in hexadecimal, 344 in base64). */
  sign(text: string, encoding: "hex" | "base64"): string {
    const parts = [1, 2, 3, 4].map((part) => createHmac("sha512", this.#secret).update(`${part}\n${text}`).digest());
    return Buffer.concat(parts).toString(encoding);
  }

  close(): void {
    for (const file of [...this.#files.values(), ...this.#replaced.splice(0)]) file.close();
    this.#files.clear();
  }
}

/** The folder of a shop's uploads for bulk mutations; `stagedUploadPath` has to lie in it. Recorded. */
export function bulkUploadFolder(shopId: number): string {
  return `tmp/${shopId}/bulk/`;
}
