import { LogSeverity } from "@shopify/shopify-api";
import type { Logger } from "#app/platform/logger.server.ts";

/** Three base64url parts: a session token, which Shopify's library puts into the text of its errors. */
const JSON_WEB_TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** Brings what Shopify's library says into the log of the process, without tokens. */
export function logOfLibrary(log: Logger) {
  return {
    // Debug is left out on purpose: there the library writes whole session tokens and requests.
    level: LogSeverity.Warning,
    httpRequests: false,
    timestamps: false,
    log(severity: LogSeverity, message: string): void {
      const fields = { source: "shopify-library", detail: message.replace(JSON_WEB_TOKEN, "[token]") };
      if (severity === LogSeverity.Error) log.error(fields, "Shopify's library reported an error.");
      else log.warn(fields, "Shopify's library reported a warning.");
    },
  };
}
