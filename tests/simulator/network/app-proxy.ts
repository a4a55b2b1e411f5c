import { request as askUpstream, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";

export interface AppProxyOptions {
  appPort(): number;
  /** Origin under which browsers see the app, e.g. `https://app.test`. */
  publicOrigin: string;
  /** Texts of the app's answers that are replaced on the way (whole documents, scripts, styles and header values). */
  replacements?: ReadonlyMap<string, string>;
}

export interface AppProxy {
  handle(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

const REWRITTEN_TYPES = /^(text\/(html|javascript|css)|application\/(javascript|json))/;

/** Forwards requests and websockets to the app's port as a reverse proxy in front of it would. */
export function createAppProxy(options: AppProxyOptions): AppProxy {
  const replacements = options.replacements ?? new Map<string, string>();
  const replace = (text: string) => {
    let replaced = text;
    for (const [from, to] of replacements) replaced = replaced.replaceAll(from, to);
    return replaced;
  };
  return {
    handle(request, response) {
      const upstream = askUpstream(
        {
          host: "127.0.0.1",
          port: options.appPort(),
          path: request.url,
          method: request.method,
          headers: forwardedHeaders(request.headers, options.publicOrigin, replacements.size > 0),
        },
        (answer) => {
          const isRewritten = replacements.size > 0 && REWRITTEN_TYPES.test(answer.headers["content-type"] ?? "");
          response.writeHead(answer.statusCode ?? 502, replaceInHeaders(answer.headers, replace, isRewritten));
          if (isRewritten) sendReplaced(answer, response, replace);
          else answer.pipe(response);
        },
      );
      upstream.on("error", (error) => {
        if (response.headersSent) response.destroy();
        else
          response.writeHead(502, { "content-type": "text/plain" }).end(`The app does not answer: ${error.message}\n`);
      });
      response.on("close", () => upstream.destroy());
      request.pipe(upstream);
    },
    upgrade(request, socket, head) {
      const upstream = connect(options.appPort(), "127.0.0.1", () => {
        const lines = [`${request.method} ${request.url} HTTP/1.1`];
        for (let at = 0; at < request.rawHeaders.length; at += 2) {
          lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
        }
        upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
        upstream.write(head);
        upstream.pipe(socket);
        socket.pipe(upstream);
      });
      upstream.on("error", () => socket.destroy());
      socket.on("error", () => upstream.destroy());
      socket.on("close", () => upstream.destroy());
    },
  };
}

function forwardedHeaders(headers: IncomingHttpHeaders, publicOrigin: string, isPlain: boolean): IncomingHttpHeaders {
  const origin = new URL(publicOrigin);
  return {
    ...headers,
    host: origin.host,
    "x-forwarded-host": origin.host,
    "x-forwarded-proto": origin.protocol.slice(0, -1),
    ...(isPlain ? { "accept-encoding": "identity" } : {}),
  };
}

function replaceInHeaders(headers: IncomingHttpHeaders, replace: (text: string) => string, hasNewBody: boolean) {
  const answer: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    // The new text has another length, and is no longer what the entity tag named.
    if (value === undefined || (hasNewBody && /^(content-length|etag)$/.test(name))) continue;
    answer[name] = Array.isArray(value) ? value.map(replace) : replace(value);
  }
  return answer;
}

function sendReplaced(answer: IncomingMessage, response: ServerResponse, replace: (text: string) => string): void {
  const chunks: Buffer[] = [];
  answer.on("data", (chunk: Buffer) => chunks.push(chunk));
  answer.on("end", () => response.end(replace(Buffer.concat(chunks).toString("utf8"))));
  answer.on("error", () => response.destroy());
}
