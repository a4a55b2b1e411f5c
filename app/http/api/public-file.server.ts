import type { LoaderFunctionArgs } from "@remix-run/node";
import { methodNotAllowed } from "./api-route.server.ts";

/** A file that anybody may read and that stays the same for the life of the process. */
export function publicFile(type: string, write: () => string): (args: LoaderFunctionArgs) => Promise<Response> {
  let text: string | null = null;
  return async (args) => {
    if (args.request.method !== "GET" && args.request.method !== "HEAD") return methodNotAllowed("GET")(args);
    return new Response((text ??= write()), {
      headers: {
        "Content-Type": `${type}; charset=utf-8`,
        "Cache-Control": "public, max-age=300",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none';",
      },
    });
  };
}
