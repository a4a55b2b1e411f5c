import type { AdminOperations, ReturnData } from "@shopify/admin-api-client";
import { limitCall } from "#app/platform/call-limit.ts";
import { parseAnswerBody, type AnswerFacts } from "./answer.ts";
import { NoAnswerError, ShopifyFailureError, UnreachableError } from "./errors.ts";
import { errorFromFaults, errorFromStatus } from "./faults.ts";

export const ADMIN_API_VERSION = "2026-10";

/** Longer than Shopify's own limit for a synchronous call, so that silence means loss. */
const DEFAULT_TIMEOUT_MS = 90_000;

/** Failures of the connection itself: the request never left. */
const NOT_SENT_CODES = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETDOWN",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_TLS_HANDSHAKE_TIMEOUT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

export type Operation = keyof AdminOperations & string;
export type Variables<Op extends Operation> = AdminOperations[Op]["variables"];
export type Data<Op extends Operation> = ReturnData<Op, AdminOperations>;

export interface AdminAnswer<Op extends Operation> extends AnswerFacts {
  data: Data<Op>;
}

export interface RequestOptions<Op extends Operation> {
  variables: Variables<Op>;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Admin GraphQL of one shop with one token. Never retries: only the caller knows whether that is safe. */
export interface AdminClient {
  readonly shopDomain: string;
  /** @throws {ShopifyError} for everything other than a whole answer without top-level errors. */
  request<Op extends Operation>(operation: Op, options: RequestOptions<Op>): Promise<AdminAnswer<Op>>;
}

export interface AdminClientOptions {
  shopDomain: string;
  accessToken: string;
  fetch: typeof globalThis.fetch;
}

function isNotSent(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && NOT_SENT_CODES.has(at.code)) return true;
    if ("syscall" in at && at.syscall === "connect") return true;
  }
  return false;
}

const CUT_OFF = new Error("The answer ends before its end.");
const UNREADABLE = "an answer that could not be read";

/** JSON that begins and does not end; a page of HTML is no answer of the API at all. */
function isCutOff(text: string): boolean {
  if (!text.trimStart().startsWith("{")) return text === "";
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

function retryAfterSeconds(response: Response): number | null {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

/**
 * Shopify's own client is not used for calls: it turns every network failure into one message without its cause,
 * and the cause decides whether a write may have been applied. Its types are.
 */
export function createAdminClient({ shopDomain, accessToken, fetch }: AdminClientOptions): AdminClient {
  const url = `https://${shopDomain}/admin/api/${ADMIN_API_VERSION}/graphql.json`;
  const headers = {
    "content-type": "application/json",
    accept: "application/json",
    "x-shopify-access-token": accessToken,
  };

  async function exchange(body: string, signal: AbortSignal): Promise<{ response: Response; text: string }> {
    try {
      const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
      return { response, text: await response.text() };
    } catch (error) {
      throw isNotSent(error) ? new UnreachableError(error) : new NoAnswerError(error);
    }
  }

  return {
    shopDomain,
    async request<Op extends Operation>(operation: Op, options: RequestOptions<Op>): Promise<AdminAnswer<Op>> {
      const limit = limitCall(options.timeoutMs ?? DEFAULT_TIMEOUT_MS, options.signal);
      const { response, text } = await exchange(
        JSON.stringify({ query: operation, variables: options.variables }),
        limit.signal,
      ).finally(() => limit.release());
      const requestId = response.headers.get("x-request-id");
      const body = parseAnswerBody(text);
      const facts: AnswerFacts = { cost: body?.cost ?? null, throttle: body?.throttle ?? null, requestId };
      if (response.status !== 200) {
        throw errorFromStatus({
          status: response.status,
          retryAfterSeconds: retryAfterSeconds(response),
          faults: body?.faults ?? [],
          facts,
        });
      }
      if (!body) throw isCutOff(text) ? new NoAnswerError(CUT_OFF) : new ShopifyFailureError(UNREADABLE, facts);
      if (body.faults.length > 0) throw errorFromFaults(body.faults, facts);
      return { ...facts, data: body.data as Data<Op> };
    },
  };
}
