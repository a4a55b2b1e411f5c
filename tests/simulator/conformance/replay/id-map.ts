import { isRecord, type Json } from "../recordings/json.ts";

const gidPattern = /gid:\/\/shopify\/[A-Za-z0-9]+\/[A-Za-z0-9_-]+(?:\?[\w=&-]+)?/g;
/** Ids without their kind, as searches name them. */
const bareId = /(?<![\w/-])\d{9,15}(?![\w-])/g;
const appNamespace = /^app--(\d+)(?=--|$)/;

/** Where an upload lies: the path that a bulk mutation is told, also inside of longer addresses. */
const uploadPath = /tmp\/\d+\/[\w-]+\/[\w-]+\/[^\s?&"]+/;

/** Values that Shopify makes up and later requests name again, by the key they are answered under. */
const madeUpKeys = new Set([
  "compareDigest",
  "cursor",
  "endCursor",
  "handle",
  "legacyResourceId",
  "resourceUrl",
  "startCursor",
  "url",
  "value",
]);

/** The path of an upload in a text; null when it names none. */
export function uploadPathIn(text: string): string | null {
  return uploadPath.exec(text)?.[0] ?? null;
}

export function gidsIn(text: string): string[] {
  return text.match(gidPattern) ?? [];
}

function numberOf(gid: string): string | null {
  return /^gid:\/\/shopify\/\w+\/(\d{9,15})$/.exec(gid)?.[1] ?? null;
}

/** Which of our ids, cursors and other made-up values stands for which recorded one, learned from answer after answer. */
export class IdMap {
  readonly #ours = new Map<string, string>();
  readonly #apps = new Map<string, string>();

  /** Variables, or an answer that is to be told to our shop, with our ids. */
  translate(value: Json): Json {
    const translated = this.#translateValue(value);
    return isRecord(translated) ? translated : {};
  }

  translateText(text: string): string {
    const whole = this.#ours.get(text);
    if (whole !== undefined) return whole;
    const app = appNamespace.exec(text)?.[1];
    if (app !== undefined) return text.replace(appNamespace, `app--${this.#apps.get(app) ?? app}`);
    return text
      .replace(gidPattern, (gid) => this.#ours.get(gid) ?? gid)
      .replace(bareId, (number) => this.#ours.get(number) ?? number);
  }

  /** Two answers to one request: what stands in one place stands for the same. */
  learn(recorded: unknown, ours: unknown, key = ""): void {
    if (Array.isArray(recorded) && Array.isArray(ours)) {
      // Lists of two lengths cannot be laid over each other.
      if (recorded.length !== ours.length) return;
      recorded.forEach((entry, index) => this.learn(entry, ours[index], key));
    } else if (isRecord(recorded) && isRecord(ours)) {
      for (const [name, value] of Object.entries(recorded)) this.learn(value, ours[name], name);
    } else if (typeof recorded === "string" && typeof ours === "string" && recorded !== ours) {
      this.#learnText(recorded, ours, key);
    }
  }

  #learnText(recorded: string, ours: string, key: string): void {
    const app = appNamespace.exec(recorded)?.[1];
    const ourApp = appNamespace.exec(ours)?.[1];
    if (key === "namespace" && app !== undefined && ourApp !== undefined) this.#apps.set(app, ourApp);
    if (!madeUpKeys.has(key) && !recorded.startsWith("gid://")) return;
    this.#pair(recorded, ours);
    const number = numberOf(recorded);
    const ourNumber = numberOf(ours);
    if (number !== null && ourNumber !== null) this.#pair(number, ourNumber);
  }

  /** What has been learned once stays: the same thing never gets another id. */
  #pair(recorded: string, ours: string): void {
    if (!this.#ours.has(recorded)) this.#ours.set(recorded, ours);
  }

  #translateValue(value: unknown): unknown {
    if (typeof value === "string") return this.translateText(value);
    if (Array.isArray(value)) return value.map((entry) => this.#translateValue(entry));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, this.#translateValue(entry)]));
  }
}
