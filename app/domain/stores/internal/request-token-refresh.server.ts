import { z } from "zod";
import type { Runtime } from "#app/domain/context.ts";
import { StoreUnavailableError } from "#app/shopify/errors.ts";
import { unavailabilityOf } from "#app/shopify/faults.ts";

const TIMEOUT_MS = 10_000;
/** Shopify: expiring offline tokens live 60 minutes, their refresh tokens 90 days. */
const DEFAULT_LIFETIME_SECONDS = 3600;
const DEFAULT_REFRESH_LIFETIME_SECONDS = 90 * 24 * 3600;

const granted = z.object({
  access_token: z.string().min(1),
  scope: z.string().optional(),
  // An answer without a lifetime would otherwise never be refreshed again (Shopify/shopify-app-js #3400).
  expires_in: z.number().positive().default(DEFAULT_LIFETIME_SECONDS),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: z.number().positive().default(DEFAULT_REFRESH_LIFETIME_SECONDS),
});

const refusal = z.object({ error: z.string().max(100) });

export type TokenGrant = z.infer<typeof granted>;

/** no-answer: it may have been granted all the same; the old refresh token stays usable until the new one is used. */
export type RefreshAnswer =
  { kind: "granted"; grant: TokenGrant } | { kind: "refused"; reason: string } | { kind: "no-answer"; cause: unknown };

/** One POST to the shop, never repeated here. Tokens appear in no error and no log. */
export async function requestTokenRefresh(
  { fetch, shopifyApp }: Pick<Runtime, "fetch" | "shopifyApp">,
  shopDomain: string,
  refreshToken: string,
): Promise<RefreshAnswer> {
  let status: number;
  let body: unknown;
  try {
    const response = await fetch(`https://${shopDomain}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({
        client_id: shopifyApp.clientId,
        client_secret: shopifyApp.clientSecret,
        grant_type: "refresh_token",
        refresh_token: refreshToken,
      }),
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    status = response.status;
    body = parseJson(await response.text());
  } catch (cause) {
    return { kind: "no-answer", cause };
  }
  if (status === 200) {
    const parsed = granted.safeParse(body);
    if (parsed.success) return { kind: "granted", grant: parsed.data };
    return {
      kind: "no-answer",
      cause: new Error("Shopify answered a token refresh with something else than a token."),
    };
  }
  const error = refusal.safeParse(body);
  const unavailability = unavailabilityOf(status);
  if (unavailability) return { kind: "no-answer", cause: new StoreUnavailableError(unavailability) };
  if (isRefusal(status)) return { kind: "refused", reason: error.success ? error.data.error : `HTTP ${status}` };
  return { kind: "no-answer", cause: new Error(`Shopify answered a token refresh with HTTP ${status}.`) };
}

/** Statuses that say the same tomorrow; 429, 5xx and those of a shop that is out of service do not. */
const isRefusal = (status: number): boolean => status >= 400 && status < 500 && status !== 408 && status !== 429;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
