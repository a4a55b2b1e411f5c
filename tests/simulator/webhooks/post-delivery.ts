import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import type { SimulatorClock } from "../clock.ts";
import type { WebhookDelivery } from "./delivery.ts";

/** Shopify: one second to connect, five in all. */
const connectWithinMs = 1_000;
const answerWithinMs = 5_000;

/**
 * Posts a webhook and answers the status. Redirects are not followed: for Shopify they are failures.
 *
 * Its limits count on the simulator's clock.
 * @throws Error when the app cannot be reached, hangs up, or takes too long.
 */
export function postDelivery(delivery: WebhookDelivery, url: URL, clock: SimulatorClock): Promise<{ status: number }> {
  return new Promise((resolve, reject) => {
    const isOver = new AbortController();
    const isConnected = new AbortController();
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, {
      method: "POST",
      headers: { ...delivery.headers, "content-length": Buffer.byteLength(delivery.body) },
      // Each attempt has to connect anew, or the limit for connecting would mean nothing.
      agent: false,
    });
    const fail = (error: Error): void => {
      isOver.abort();
      request.destroy();
      reject(error);
    };
    const failAfter = (durationMs: number, end: AbortSignal, message: string): void => {
      void clock.sleep(durationMs, end).then(() => {
        if (!end.aborted) fail(new Error(message));
      });
    };
    failAfter(answerWithinMs, isOver.signal, "The app did not answer within 5 seconds.");
    failAfter(
      connectWithinMs,
      AbortSignal.any([isOver.signal, isConnected.signal]),
      "The app could not be connected to within 1 second.",
    );
    request.on("socket", (socket) => {
      socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => isConnected.abort());
    });
    request.on("error", fail);
    request.on("response", (response: IncomingMessage) => {
      response.on("error", fail);
      response.on("aborted", () => fail(new Error("The app hung up in the middle of its answer.")));
      response.resume().on("end", () => {
        isOver.abort();
        resolve({ status: response.statusCode ?? 0 });
      });
    });
    request.end(delivery.body);
  });
}
