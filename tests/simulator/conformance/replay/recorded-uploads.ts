import { uploadBucket } from "../../state/object-storage.ts";
import type { ShopState } from "../../state/shop.ts";
import { StoredFile } from "../../state/stored-file.ts";
import type { IdMap } from "./id-map.ts";
import { isRecord } from "../recordings/json.ts";
import type { RecordedAnswer, RecordedUpload } from "../recordings/recorded.ts";

/** Puts the files whose upload is recorded into our shop's storage. */
export class RecordedUploads {
  readonly #shop: ShopState;
  readonly #ids: IdMap;
  #stagedLast: string | null = null;

  constructor(shop: ShopState, ids: IdMap) {
    this.#shop = shop;
    this.#ids = ids;
  }

  /** After a call: the places that it staged. */
  learn(recorded: RecordedAnswer, ours: RecordedAnswer): void {
    const ourPaths = pathsIn(ours);
    pathsIn(recorded).forEach((path, index) => {
      const ourPath = ourPaths[index];
      if (ourPath === undefined) return;
      this.#ids.learn(path, ourPath, "value");
      this.#stagedLast = ourPath;
    });
  }

  take({ path, content, sizeBytes }: RecordedUpload): void {
    const ourPath = path === null ? this.#stagedLast : this.#ids.translateText(path);
    if (ourPath !== null) this.#put(ourPath, content, sizeBytes);
  }

  /** What was in a file is not always recorded; how long it was decides whether it is taken. */
  #put(path: string, content: string | null, sizeBytes: number | null): void {
    const file = new StoredFile();
    file.append(content === null ? Buffer.alloc(sizeBytes ?? 3, "{}\n") : Buffer.from(content));
    this.#shop.environment.storage.put(uploadBucket, path, file);
  }
}

/** The paths of the places that an answer stages, whichever way the file is to be sent there. */
function pathsIn({ data }: RecordedAnswer): string[] {
  const payload = data?.["stagedUploadsCreate"];
  const targets: unknown = isRecord(payload) ? payload["stagedTargets"] : null;
  return (Array.isArray(targets) ? targets : []).flatMap((target: unknown) => {
    if (!isRecord(target)) return [];
    const parameters: unknown[] = Array.isArray(target["parameters"]) ? target["parameters"] : [];
    const key = parameters.find((parameter) => isRecord(parameter) && parameter["name"] === "key");
    if (isRecord(key) && typeof key["value"] === "string") return [key["value"]];
    return typeof target["url"] === "string" ? [new URL(target["url"]).pathname.slice(1)] : [];
  });
}
