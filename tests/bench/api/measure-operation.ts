import { z } from "zod";
import { goodRequest, type DescribedOperation } from "#tests/support/api/described-api.ts";
import type { SampleIds } from "#tests/support/matrix/matrix-world.ts";
import { percentile, round } from "../statistics.ts";

export interface ApiCaller {
  readonly origin: string;
  readonly token: string;
  /** Lets the token send as many requests again as it may at once. */
  rest(): Promise<unknown>;
}

export interface MeasuredOperation {
  readonly operation: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly deepPageP95Ms?: number;
  readonly deepPageAt?: number;
}

const WARM_UPS = 5;
const REQUESTS_BETWEEN_RESTS = 200;
const LARGEST_PAGE = 250;

const page = z.object({ items: z.array(z.unknown()), nextCursor: z.string().nullable() });

/** Times an operation, and where it is a list of several pages the same of a page deep within. */
export async function measureOperation(
  caller: ApiCaller,
  operation: DescribedOperation,
  { ids, requests, pages }: { ids: SampleIds; requests: number; pages: number },
): Promise<MeasuredOperation> {
  const url = new URL(goodRequest(operation, ids).address, caller.origin);
  const { id } = operation;
  const first = await timesOf(caller, url, requests);
  const isList = operation.described.parameters.some(({ name }) => name === "cursor");
  const deep = isList && id !== "readUpload" ? await goDeep(caller, url, pages) : null;
  const measured = { operation: id, p50Ms: round(percentile(first, 50)), p95Ms: round(percentile(first, 95)) };
  if (deep === null) return measured;
  const there = new URL(url);
  there.searchParams.set("cursor", deep.cursor);
  const times = await timesOf(caller, there, requests);
  return { ...measured, deepPageP95Ms: round(percentile(times, 95)), deepPageAt: deep.before };
}

async function timesOf(caller: ApiCaller, url: URL, requests: number): Promise<number[]> {
  const milliseconds: number[] = [];
  for (let request = 0; request < WARM_UPS + requests; request += 1) {
    if (request % REQUESTS_BETWEEN_RESTS === 0) await caller.rest();
    const startedAt = performance.now();
    await ask(caller, url);
    if (request >= WARM_UPS) milliseconds.push(performance.now() - startedAt);
  }
  return milliseconds;
}

/** The cursor as far into a list as it goes, and how many entries are before it; null for a list of one page. */
async function goDeep(
  caller: ApiCaller,
  start: URL,
  pages: number,
): Promise<{ cursor: string; before: number } | null> {
  const url = new URL(start);
  url.searchParams.set("limit", String(LARGEST_PAGE));
  let before = 0;
  let deep: { cursor: string; before: number } | null = null;
  for (let gone = 0; gone < pages; gone += 1) {
    if (gone % REQUESTS_BETWEEN_RESTS === 0) await caller.rest();
    const { items, nextCursor } = page.parse(JSON.parse(await ask(caller, url)));
    if (nextCursor === null) return deep;
    before += items.length;
    deep = { cursor: nextCursor, before };
    url.searchParams.set("cursor", nextCursor);
  }
  return deep;
}

/** @throws Error for any answer but 200. */
async function ask({ token }: ApiCaller, url: URL): Promise<string> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  if (response.status !== 200)
    throw new Error(`${url.pathname} was answered ${response.status}: ${text.slice(0, 300)}`);
  return text;
}
