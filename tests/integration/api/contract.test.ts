import { beforeAll, afterAll, expect, test, vi } from "vitest";
import { TOKEN_SCOPES, type TokenScope } from "#app/domain/organizations/permissions.ts";
import {
  describedOperations,
  differences,
  goodRequest,
  undescribedRoutes,
  type ApiAnswer,
  type DescribedOperation,
} from "#tests/support/api/described-api.ts";
import { openDescribedWorld } from "#tests/support/api/open-described-world.ts";
import { prepareStates } from "#tests/support/api/prepare-states.ts";
import { expectedRefusals } from "#tests/support/api/refused-requests.ts";

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

const scopeOf = ({ described }: DescribedOperation): TokenScope => {
  const scope = TOKEN_SCOPES.find((one) => described.description.includes(`scope ${one}`));
  if (!scope) throw new Error(`${described.operationId} needs no scope.`);
  return scope;
};

/** What changes nothing first, and what takes away last. */
const ORDER = ["GET", "PATCH", "PUT", "POST", "DELETE"];
const LAST = new Set(["cancelBatch", "dismissFindings", "rejectAdoptions", "confirmAdoptions"]);

const inOrder = (one: DescribedOperation, other: DescribedOperation): number =>
  ORDER.indexOf(one.method) - ORDER.indexOf(other.method) || Number(LAST.has(one.id)) - Number(LAST.has(other.id));

test("every route of the API is described, and every described address has a route", () => {
  expect(undescribedRoutes()).toEqual([]);
  expect(describedOperations().length).toBeGreaterThan(60);
});

test("every operation answers a good request as the document says, to a token that has the one scope it names", async () => {
  await using world = await openDescribedWorld();
  const idsOf = await prepareStates(world.matrix);
  const operations = describedOperations().toSorted(inOrder);
  const tokens = {
    view: await world.tokenFor("view"),
    upload: await world.tokenFor("upload"),
    configure: await world.tokenFor("configure"),
  };
  const wrong: string[] = [];
  const conflicts: string[] = [];

  for (const operation of operations) {
    const answered = await world.send({
      ...goodRequest(operation, idsOf(operation.id)),
      token: tokens[scopeOf(operation)],
    });
    wrong.push(...differences(operation, answered));
    if (answered.status === 409) conflicts.push(`${operation.id} ${codeOf(answered)}`);
    else if (answered.status >= 300) wrong.push(`${operation.id} answered ${answered.status}: ${answered.text}`);
  }

  expect(world.matrix.world.logLines.filter(({ level }) => level === "error")).toEqual([]);
  expect(wrong).toEqual([]);
  // What the sample organization is not in the state for; these verbs have tests of their own.
  expect(conflicts.toSorted()).toEqual(STATES.toSorted());
}, 120_000);

const codeOf = ({ text }: ApiAnswer): string => String((JSON.parse(text) as { code: unknown }).code);

const STATES = [
  "releaseGoneBrake gone-brake.not-stopped",
  "releaseStockRun inventory-run.not-waiting",
  "relinkVariant finding.settled",
  "resolveAdoption adoption.linked-otherwise",
  "retryStockRows inventory-run.not-retryable",
];

test("every operation refuses in each way that the document tells, with a problem that says what to do", async () => {
  await using world = await openDescribedWorld();
  const wrong: string[] = [];
  let refusals = 0;

  for (const operation of describedOperations())
    for (const { what, status, request } of await expectedRefusals(world, operation, scopeOf(operation))) {
      const answered = await world.send(request);
      refusals += 1;
      wrong.push(...differences(operation, answered));
      if (answered.status !== status)
        wrong.push(`${operation.id} answered ${what} with ${answered.status} instead of ${status}: ${answered.text}`);
      if (status === 405 && !answered.headers.get("Allow")?.includes(operation.method))
        wrong.push(`${operation.id} does not say what is allowed`);
      if (status === 429 && !(Number(answered.headers.get("Retry-After")) > 0))
        wrong.push(`${operation.id} does not say when to come again`);
    }

  expect(wrong).toEqual([]);
  expect(refusals).toBeGreaterThan(400);
}, 120_000);
