import type { SampleIds } from "../matrix/matrix-world.ts";
import { goodRequest, type ApiRequest, type DescribedOperation } from "./described-api.ts";

/** From 0 to 1, the same row of numbers for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const TEXTS = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\uffff",
  "' OR 1=1 --",
  '"; DROP TABLE products; --',
  "$1",
  "%00",
  "%",
  "../../../../etc/passwd",
  "<script>alert(1)</script>",
  "${7*7}{{7*7}}",
  "__proto__",
  "constructor",
  "NaN",
  "-0",
  "1e999",
  "9".repeat(40),
  "999999999999999999",
  "-1",
  "0x10",
  "null",
  "true",
  "[]",
  "2026-02-30T00:00:00Z",
  "+275760-09-13T00:00:00Z",
  "0000-00-00",
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "019ab3c1-0000-7000-8000-00000000000g",
  "gid://shopify/ProductVariant/",
  "gid://shopify/ProductVariant/1%27",
  "http://169.254.169.254/latest/meta-data",
  "MTpub3RhY3Vyc29y",
  "ﷺ".repeat(200),
  "x".repeat(5_000),
  "🏳️‍🌈",
  "\u202eevil",
] as const;

const VALUES: readonly unknown[] = [
  ...TEXTS,
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  [],
  {},
  [[[[[[]]]]]],
  { __proto__: { isAdmin: true } },
  [null],
  Array.from({ length: 300 }, () => "x"),
];

const BODIES = [
  "",
  "null",
  "[]",
  "0",
  '"text"',
  "{",
  '{"a":1,}',
  "{'a':1}",
  '{"a":1}{"b":2}',
  "\ufeff{}",
  "[".repeat(20_000),
  '{"a":'.repeat(5_000),
  '{"__proto__":{"x":1},"constructor":{"prototype":1}}',
  '{"filter":{"$ne":null}}',
  `{"a":"${"\\u0000".repeat(10)}"}`,
  '{"priority":1e400}',
  '{"priority":1,"priority":2}',
  "<xml/>",
  "a=1&b=2",
  "\u0000\u0001\u0002",
] as const;

const TYPES = [
  "application/json",
  "application/json; charset=utf-16",
  "application/problem+json",
  "application/jsonl",
  "text/csv",
  "text/plain",
  "multipart/form-data; boundary=x",
  "application/x-www-form-urlencoded",
  "*/*",
  "garbage",
] as const;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] as const;

/** What somebody sends who means no good, or whose program is broken: a good request with some of it spoilt. */
export class HostileRequests {
  readonly #random: () => number;
  readonly #ids: SampleIds;

  constructor(seed: number, ids: SampleIds) {
    this.#random = randomNumbers(seed);
    this.#ids = ids;
  }

  next(operation: DescribedOperation, token: string): ApiRequest {
    const good = goodRequest(operation, this.#ids);
    const hasBody = operation.described.requestBody !== undefined;
    const method = this.#isChance(0.06) ? this.#one(METHODS) : good.method;
    const address = this.#spoilSearch(this.#isChance(0.3) ? this.#spoilPath(good.address) : good.address, operation);
    const body = hasBody || this.#isChance(0.1) ? this.#spoilBody(good.body ?? "{}") : undefined;
    const type = this.#isChance(0.15) ? this.#one(TYPES) : (good.type ?? "application/json");
    const isBodiless = method === "GET" || method === "HEAD";
    return {
      token: this.#isChance(0.03) ? `crt_${"x".repeat(this.#below(300))}` : token,
      method,
      address,
      headers: this.#headers(),
      ...(isBodiless || body === undefined ? {} : { body, type }),
    };
  }

  #spoilPath(address: string): string {
    const parts = address.split("/");
    const at = 3 + this.#below(Math.max(1, parts.length - 3));
    return parts
      .map((part, index) => (index === at ? encodeURIComponent(this.#one(TEXTS).toWellFormed() || "nothing") : part))
      .join("/");
  }

  #spoilSearch(address: string, { described }: DescribedOperation): string {
    if (this.#isChance(0.4)) return address;
    const known = described.parameters.filter((one) => one.in === "query").map(({ name }) => name);
    const names = [...known, ...known, "cursor", "limit", "status", "__proto__", "unknown", "storeId[]"];
    const pairs = Array.from(
      { length: 1 + this.#below(3) },
      () => `${encode(this.#one(names))}=${encode(this.#one(TEXTS))}`,
    );
    return `${address}${address.includes("?") ? "&" : "?"}${pairs.join("&")}`;
  }

  #spoilBody(good: string): string {
    if (this.#isChance(0.25)) return this.#one(BODIES);
    const [line = "{}"] = good.split("\n");
    if (!line.startsWith("{")) return `${good}${this.#one(TEXTS)},${this.#one(TEXTS)}\n${this.#one(BODIES)}`;
    const value = this.#spoilValue(JSON.parse(line), 0);
    return JSON.stringify(value) + (this.#isChance(0.2) ? `\n${this.#one(BODIES)}` : "");
  }

  #spoilValue(value: unknown, depth: number): unknown {
    if (depth > 4 || this.#isChance(depth === 0 ? 0.05 : 0.35)) return this.#one(VALUES);
    if (Array.isArray(value)) return value.map((one: unknown) => this.#spoilValue(one, depth + 1));
    if (typeof value !== "object" || value === null) return this.#isChance(0.5) ? value : this.#one(VALUES);
    const entries = Object.entries(value).map(([name, one]) => [name, this.#spoilValue(one, depth + 1)]);
    if (this.#isChance(0.3)) entries.push([this.#one(TEXTS), this.#one(VALUES)]);
    return Object.fromEntries(entries) as unknown;
  }

  #headers(): Record<string, string> {
    if (this.#isChance(0.7)) return {};
    return {
      "idempotency-key": this.#one(["", "k", "x".repeat(256), "with space", "same"]),
      "x-request-id": this.#one(["<script>", "good-request-id", "x".repeat(500)]),
      "last-event-id": this.#one(["0", "-1", "9".repeat(30), "x"]),
      accept: this.#one(["*/*", "text/html", "image/png"]),
    };
  }

  #one<Item>(items: readonly Item[]): Item {
    return items[this.#below(items.length)] as Item;
  }

  #below(most: number): number {
    return Math.floor(this.#random() * most);
  }

  #isChance(share: number): boolean {
    return this.#random() < share;
  }
}

/** Half of a surrogate pair, and a % of its own, go into the address as they are. */
const encode = (text: string): string => (text.isWellFormed() && text !== "%" ? encodeURIComponent(text) : "%");
