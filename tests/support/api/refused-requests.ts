import { randomUUID } from "node:crypto";
import { TOKEN_SCOPES, type TokenScope } from "#app/domain/organizations/permissions.ts";
import { sha256Hex } from "#app/platform/crypto.server.ts";
import type { SampleIds } from "../matrix/matrix-world.ts";
import { goodRequest, type ApiRequest, type DescribedOperation } from "./described-api.ts";
import type { DescribedWorld } from "./open-described-world.ts";

export interface RefusedRequest {
  readonly what: string;
  readonly status: number;
  readonly request: ApiRequest;
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const TOO_LARGE = {
  "application/json": 2_000_001,
  "application/jsonl": 33 * 1024 * 1024,
  "text/csv": 10_000_001,
} as const;
const TYPES = ["application/jsonl", "text/csv"] as const;

/** One request for each way in which the document says that an operation refuses, but for conflicts and outages. */
export async function expectedRefusals(
  world: DescribedWorld,
  operation: DescribedOperation,
  scope: TokenScope,
): Promise<RefusedRequest[]> {
  const { ids } = world.matrix;
  const { described, method, address } = operation;
  const token = await world.tokenFor(scope);
  const good = { ...goodRequest(operation, ids), token };
  const body = described.requestBody?.content ?? {};
  const type = TYPES.find((one) => one in body) ?? "application/json";
  const hasBody = described.requestBody !== undefined;
  const others = TOKEN_SCOPES.filter((one) => one !== scope);
  const unknown = METHODS.find((one) => !world.methodsOf(operation.route.id).includes(one)) ?? "PATCH";
  const requests: (RefusedRequest & { isDescribed: boolean })[] = [
    { what: "nobody", status: 401, request: { ...good, token: null }, isDescribed: true },
    { what: "another's token", status: 401, request: { ...good, token: "crt_unknown" }, isDescribed: true },
    {
      what: "a lack of scope",
      status: 403,
      request: { ...good, token: await world.tokenFor(...others) },
      isDescribed: true,
    },
    {
      what: "a tired token",
      status: 429,
      request: { ...good, token: await tiredToken(world, scope) },
      isDescribed: true,
    },
    {
      what: "another method",
      status: 405,
      request: { token, method: unknown, address: good.address },
      isDescribed: true,
    },
    {
      what: "unknown ids",
      status: 404,
      request: { ...good, address: replaceLast(good.address, filled(address, ids), randomId(address)) },
      isDescribed: /\{[a-zA-Z]+\}/.test(address),
    },
    {
      what: "an id of another form",
      status: 400,
      request: { ...good, address: replaceLast(good.address, filled(address, ids), "'; DROP TABLE x") },
      isDescribed: /\{[a-zA-Z]+\}/.test(address),
    },
    {
      what: "broken JSON",
      status: 400,
      request: { ...good, body: '{"a":', type },
      isDescribed: hasBody && type === "application/json",
    },
    {
      what: "an unknown field",
      status: 422,
      request: { ...good, body: '{"unknown":1}', type },
      isDescribed: hasBody && type === "application/json",
    },
    { what: "text", status: 415, request: { ...good, body: "{}", type: "text/plain" }, isDescribed: hasBody },
    {
      what: "too much",
      status: 413,
      request: { ...good, body: " ".repeat(TOO_LARGE[type]), type },
      isDescribed: hasBody,
    },
    {
      what: "an unknown parameter",
      status: 422,
      request: { ...good, address: `${good.address}${good.address.includes("?") ? "&" : "?"}unknown=1` },
      isDescribed:
        method === "GET" && described.parameters.some((one) => one.in === "query") && operation.id !== "watchEvents",
    },
  ];
  return requests.filter(({ isDescribed }) => isDescribed);
}

/** The last parameter of an address, as the sample organization fills it. */
function filled(address: string, ids: SampleIds): string {
  const name = [...address.matchAll(/\{([a-zA-Z]+)\}/g)].at(-1)?.[1] ?? "";
  const known = ids as unknown as Record<string, string>;
  if (name === "runId") return address.includes("reconciliation") ? ids.reconciliationId : ids.stockRunId;
  if (name === "deliveryId") return ids.notificationId;
  return known[name] ?? "";
}

function replaceLast(text: string, part: string, by: string): string {
  const at = text.lastIndexOf(part);
  return text.slice(0, at) + by + text.slice(at + part.length);
}

const randomId = (address: string): string =>
  /\{(levelId|findingId|proposalId|deliveryId|attemptId)\}[^{]*$/.test(address) ? "999999999999" : randomUUID();

async function tiredToken(world: DescribedWorld, scope: TokenScope): Promise<string> {
  const { db } = world.matrix.world.ctx;
  const token = await world.tokenFor(scope);
  const { id } = await db.apiToken.findUniqueOrThrow({ where: { tokenHash: sha256Hex(token) } });
  await db.apiTokenBudget.create({ data: { tokenId: id, available: -10_000, measuredAt: new Date() } });
  return token;
}
