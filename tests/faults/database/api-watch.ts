import { setTimeout as pause } from "node:timers/promises";
import { createApiToken } from "#app/domain/organizations/create-api-token.server.ts";
import type { StageStore, UploadStage } from "../upload-stage.ts";

const ANSWERS_WITHIN_SECONDS = 10;
/** A call that takes longer has failed; one that is late is told apart from it. */
const PATIENCE_SECONDS = 40;
const ASK_EVERY_MS = 200;

/** One answer of the web process. */
export interface ApiAnswer {
  readonly askedAtMs: number;
  readonly seconds: number;
  /** Null when the process gave none. */
  readonly status: number | null;
  readonly retryAfterSeconds: number;
  readonly body: unknown;
}

/** From when to when the database could not be reached. */
export interface Outage {
  readonly fromMs: number;
  readonly toMs: number;
}

export type ApiCaller = (path: string, body?: unknown) => Promise<ApiAnswer>;

/** Calls the JSON API of the stage's web process over HTTP, as a system of the store's organization does. */
export async function openApiCaller({ rig }: UploadStage, { ctx }: StageStore): Promise<ApiCaller> {
  const { token } = await createApiToken(ctx, { name: "Fault", scopes: ["view", "upload"] });
  return async (path, body) => {
    const askedAtMs = Date.now();
    const secondsNow = () => (Date.now() - askedAtMs) / 1_000;
    try {
      const response = await fetch(`http://127.0.0.1:${rig.web.port}${path}`, {
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        signal: AbortSignal.timeout(PATIENCE_SECONDS * 1_000),
        ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      const retryAfterSeconds = Number(response.headers.get("retry-after"));
      return { askedAtMs, seconds: secondsNow(), status: response.status, retryAfterSeconds, body: answer };
    } catch (error) {
      return { askedAtMs, seconds: secondsNow(), status: null, retryAfterSeconds: 0, body: String(error) };
    }
  };
}

export interface ApiWatch {
  /** Ends it after the call that is under way. Answers what the API answered. */
  stop(): Promise<readonly ApiAnswer[]>;
}

/** Lists batches over and over, one call after the other. */
export function watchApi(call: ApiCaller): ApiWatch {
  const stopping = new AbortController();
  const answers: ApiAnswer[] = [];
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      answers.push(await call("/api/v1/batches"));
      await pause(ASK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await watching;
      return answers;
    },
  };
}

/**
 * What is wrong about the answers: each is a success or a 503 with the time to come again, within ten seconds, and in every
 * outage somebody who asked was told.
 */
export function judgeAnswers(answers: readonly ApiAnswer[], outages: readonly Outage[]): string[] {
  const wrong = answers.filter(({ status }) => status !== 200 && status !== 503);
  const late = answers.filter(({ seconds }) => seconds > ANSWERS_WITHIN_SECONDS);
  const endless = answers.filter(({ status, retryAfterSeconds }) => status === 503 && !(retryAfterSeconds > 0));
  const untold = outages.filter(
    ({ fromMs, toMs }) =>
      !answers.some(({ status, askedAtMs }) => status === 503 && askedAtMs >= fromMs && askedAtMs < toMs),
  );
  const statuses = [...new Set(wrong.map(({ status, body }) => String(status ?? body)))].join(", ");
  return [
    ...(wrong.length === 0 ? [] : [`${wrong.length} answers of the API were neither 200 nor 503: ${statuses}`]),
    ...(late.length === 0 ? [] : [`${late.length} answers of the API took over ${ANSWERS_WITHIN_SECONDS} s`]),
    ...(endless.length === 0 ? [] : [`${endless.length} answers of the API were 503 without Retry-After`]),
    ...(untold.length === 0 ? [] : [`in ${untold.length} outages the API told nobody`]),
  ];
}

/** The longest that a caller waited to be told that the database is away; 0 when nobody was. */
export const slowest503 = (answers: readonly ApiAnswer[]): number =>
  Math.max(0, ...answers.filter(({ status }) => status === 503).map(({ seconds }) => seconds));
