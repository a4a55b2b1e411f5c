import type { Answer, Call, StreamedAnswer } from "./exchange.ts";
import { isStorageUrl } from "./state/object-storage.ts";

type AnswerCall = (call: Call) => Promise<Answer | StreamedAnswer>;

/** What `fetch` throws when the other side hangs up. */
function connectionReset(): TypeError {
  return new TypeError("fetch failed", {
    cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }),
  });
}

/** Carries calls in the process, with the signature of `fetch`: a dropped call is a network TypeError, a cut body breaks off. */
export function createFetch(answer: AnswerCall): typeof globalThis.fetch {
  return async (input, init) => {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : null);
    signal?.throwIfAborted();
    const call = await toCall(input, init, signal);
    const answered = await untilAborted(answer(call), signal);
    return toResponse(answered);
  };
}

/** Answers a `Request`; a dropped call rejects. */
export async function handleRequest(answer: AnswerCall, request: Request): Promise<Response> {
  return toResponse(await answer(await toCall(request, undefined, request.signal)));
}

async function toCall(
  input: string | URL | Request,
  init: RequestInit | undefined,
  signal: AbortSignal | null,
): Promise<Call> {
  const address = new URL(input instanceof Request ? input.url : input);
  if (isStorageUrl(address)) return toStorageCall(new Request(input, { ...init, duplex: "half" }), address, signal);
  if (input instanceof Request) {
    const request = init ? new Request(input, init) : input;
    const { headers } = request;
    const url = new URL(request.url);
    return { method: request.method, url, header: (name) => headers.get(name), body: await request.text(), signal };
  }
  const headers = new Headers(init?.headers);
  const { body } = init ?? {};
  return {
    method: init?.method?.toUpperCase() ?? "GET",
    url: new URL(input),
    header: (name) => headers.get(name),
    body: typeof body === "string" ? body : body === null || body === undefined ? "" : await new Response(body).text(),
    signal,
  };
}

/** The storage reads bodies as they arrive: they may be large. */
function toStorageCall(request: Request, url: URL, signal: AbortSignal | null): Call {
  const { method, headers, body } = request;
  return { method, url, header: (name) => headers.get(name), body: "", ...(body ? { stream: body } : {}), signal };
}

function toResponse(answer: Answer | StreamedAnswer): Response {
  if (answer.kind === "dropped") throw connectionReset();
  if (answer.kind === "stream") return new Response(answer.stream, { status: answer.status, headers: answer.headers });
  const { status, headers, cutAt } = answer;
  if (cutAt === null) return new Response(answer.body, { status, headers });
  const part = new TextEncoder().encode(answer.body).subarray(0, cutAt);
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (part.length > 0 && controller.desiredSize !== null && !isSent) {
        isSent = true;
        controller.enqueue(part);
      } else controller.error(new TypeError("terminated"));
    },
  });
  let isSent = false;
  return new Response(body, { status, headers });
}

/** A caller may stop waiting; the call goes on without it. */
async function untilAborted<Answered>(answered: Promise<Answered>, signal: AbortSignal | null): Promise<Answered> {
  if (!signal) return answered;
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason instanceof Error ? signal.reason : new Error("The call was aborted."));
    signal.addEventListener("abort", giveUp, { once: true });
    answered.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}
