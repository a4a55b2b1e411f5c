import type { LoaderFunctionArgs } from "@remix-run/node";
import type { Context } from "#app/domain/context.ts";
import { createApiToken } from "#app/domain/organizations/create-api-token.server.ts";
import type { TokenScope } from "#app/domain/organizations/permissions.ts";
import { provideRuntime } from "#app/http/runtime.server.ts";
import type { Queue } from "#app/platform/queue.server.ts";

type Handler = (args: LoaderFunctionArgs) => Promise<Response>;

export interface ApiCall {
  params?: Record<string, string>;
  search?: Record<string, string>;
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface ApiAnswer {
  status: number;
  headers: Headers;
  body: unknown;
  text: string;
}

/** Calls route modules of the JSON API as the web process would, on this runtime and with a token of its own. */
export async function openApi(
  ctx: Context & { queue: Queue },
  scopes: readonly TokenScope[] = ["view", "upload"],
): Promise<(handler: Handler, call?: ApiCall) => Promise<ApiAnswer>> {
  provideRuntime(Promise.resolve({ ...ctx, close: () => Promise.resolve() }));
  const { token } = await createApiToken(ctx, { name: "Test system", scopes });
  return async (handler, { params = {}, search = {}, method = "GET", body, headers = {} } = {}) => {
    const request = new Request(`https://app.test/api/v1?${new URLSearchParams(search)}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const response = await handler({ request, params, context: {} });
    const text = await response.text();
    const isJson = /json(?:;|$)/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : text };
  };
}
