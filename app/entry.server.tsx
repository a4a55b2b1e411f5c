import { PassThrough } from "node:stream";
import {
  createReadableStreamFromReadable,
  type EntryContext,
  type HandleDataRequestFunction,
  type HandleErrorFunction,
} from "@remix-run/node";
import { RemixServer, isRouteErrorResponse } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { chooseLanguage } from "#app/components/texts/choose-language.ts";
import { loadTexts } from "#app/components/texts/load-texts.ts";
import { requestIdOf } from "#app/http/error-responses.server.ts";
import { getRuntime } from "#app/http/runtime.server.ts";
import { addDocumentResponseHeaders } from "#app/shopify.server.ts";

export const streamTimeout = 5000;

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
): Promise<Response> {
  addDocumentResponseHeaders(request, headers);
  if (!headers.has("Content-Security-Policy")) headers.set("Content-Security-Policy", "frame-ancestors 'none';");
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
  const { log } = await getRuntime();
  const texts = await loadTexts(chooseLanguage(request));
  const requestId = requestIdOf(request);
  const readyEvent = isbot(request.headers.get("user-agent") ?? "") ? "onAllReady" : "onShellReady";

  return new Promise((resolve, reject) => {
    let hasShell = false;
    let shellStatus = status;
    const { pipe, abort } = renderToPipeableStream(
      <I18nextProvider i18n={texts}>
        <RemixServer context={remixContext} url={request.url} abortDelay={streamTimeout} />
      </I18nextProvider>,
      {
        [readyEvent]() {
          hasShell = true;
          const body = new PassThrough();
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: shellStatus }));
          pipe(body);
        },
        onShellError(error: unknown) {
          reject(error instanceof Error ? error : new Error(String(error)));
        },
        onError(error: unknown) {
          shellStatus = 500;
          if (hasShell) log.error({ err: error, requestId }, "A page broke off while it was rendered.");
        },
      },
    );
    setTimeout(abort, streamTimeout + 1000).unref();
  });
}

/**
 * Asks App Bridge for another try with a new session token. Shopify's library says so too, but Remix passes the headers of
 * a response that a route has thrown on only where that very route has a `headers` export.
 */
export const handleDataRequest: HandleDataRequestFunction = (response) => {
  if (response.status === 401) response.headers.set("X-Shopify-Retry-Invalid-Session-Request", "1");
  return response;
};

/** Whatever a route did not turn into an answer itself. The address is not logged: it may hold a session token. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  void getRuntime().then(({ log }) =>
    log.error(
      { err: error, requestId: requestIdOf(request), path: new URL(request.url).pathname },
      "A route failed unexpectedly.",
    ),
  );
};
