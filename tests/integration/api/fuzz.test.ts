import { beforeAll, afterAll, expect, test, vi } from "vitest";
import { describedOperations, differences, type ApiAnswer } from "#tests/support/api/described-api.ts";
import { HostileRequests } from "#tests/support/api/hostile-requests.ts";
import { openDescribedWorld } from "#tests/support/api/open-described-world.ts";

beforeAll(() => {
  vi.stubEnv("SHOPIFY_API_KEY", "test-client");
  vi.stubEnv("SHOPIFY_API_SECRET", "test-secret");
  vi.stubEnv("SHOPIFY_APP_URL", "https://app.test");
  vi.stubEnv("LOG_LEVEL", "silent");
});

afterAll(() => {
  vi.unstubAllEnvs();
  globalThis.catalogRelayRuntime = undefined;
});

const SEED = 20_261_130;
const REQUESTS = 2_400;
const REQUESTS_PER_TOKEN = 400;

/** What only those may see who can read the source or the database. */
const INSIDE =
  /\bat (?:async )?[\w.<>]+ \(|\.ts:\d+|node_modules|Prisma|\bSELECT\b|invalid input syntax|postgres|ECONN/i;

test(`${REQUESTS} hostile requests are answered as described: none breaks anything, and none learns what is inside`, async () => {
  await using world = await openDescribedWorld();
  const { ids, world: uploads } = world.matrix;
  const operations = describedOperations();
  const hostile = new HostileRequests(SEED, ids);
  const wrong: string[] = [];
  const statuses = new Map<number, number>();
  let token = "";

  for (let sent = 0; sent < REQUESTS; sent += 1) {
    if (sent % REQUESTS_PER_TOKEN === 0) token = await world.tokenFor("view", "upload", "configure");
    const operation = operations[sent % operations.length];
    if (!operation) throw new Error("The API has no operations.");
    const request = hostile.next(operation, token);
    const answered = await world.send(request);
    const tell = (what: string) =>
      wrong.push(`${what}: ${JSON.stringify(request).slice(0, 600)} -> ${answered.text.slice(0, 300)}`);
    statuses.set(answered.status, (statuses.get(answered.status) ?? 0) + 1);
    if (answered.status >= 500) tell(`request ${sent} broke ${operation.id} (${answered.status})`);
    if (INSIDE.test(answered.text)) tell(`request ${sent} of ${operation.id} shows what is inside`);
    if (answered.status >= 400) wrong.push(...whatIsNoProblem(answered).map((what) => `request ${sent}: ${what}`));
    else if (request.method === operation.method && !answered.type.includes("jsonl"))
      wrong.push(...differences(operation, answered));
  }

  expect(wrong).toEqual([]);
  expect(uploads.logLines.filter(({ level }) => level === "error")).toEqual([]);
  // Without requests that get through to the domain nothing would be proven.
  expect(statuses.get(200)).toBeGreaterThan(200);
  expect(statuses.get(422)).toBeGreaterThan(300);
}, 180_000);

function whatIsNoProblem({ status, type, text }: ApiAnswer): string[] {
  if (text === "") return [];
  if (!type.startsWith("application/problem+json")) return [`${status} came as ${type}: ${text.slice(0, 200)}`];
  const { code, remedy, requestId } = JSON.parse(text) as Record<string, unknown>;
  const isWhole = [code, remedy, requestId].every((part) => typeof part === "string" && part !== "");
  return isWhole ? [] : [`${status} says too little: ${text.slice(0, 200)}`];
}
