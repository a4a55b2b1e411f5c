import { Resolver } from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { isPublicAddress, isTrusted, NOT_PUBLIC, refuseUrl } from "./refuse-address.ts";
import type { SendOutcome } from "./send-outcome.ts";

export interface GuardedPost {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface PostGuard {
  /** `host:port` that may be private and may speak http: receivers of the operator's own network. */
  trustedHosts: readonly string[];
  /** All addresses of a name. */
  resolve?: (hostname: string, signal: AbortSignal) => Promise<readonly string[]>;
  isAllowedAddress?: (address: string) => boolean;
  timeoutMs?: number;
}

/** Leaves time to note it, so that a try is over in ten seconds. */
const TIMEOUT_MS = 9_500;
const MAX_ANSWER_BYTES = 64_000;
const MAX_HEADER_BYTES = 16_000;
const EXCERPT_CHARACTERS = 500;

/**
 * Posts to an address that a customer has named, so that it cannot be used to reach what is inside: the connection goes
 * to the very address that was looked up and found public, redirects are answers like any other, and all of it takes ten
 * seconds and 64 kB at most. Never throws: what came of it is the outcome.
 */
export async function postGuarded(post: GuardedPost, guard: PostGuard): Promise<SendOutcome> {
  const because = refuseUrl(post.url, guard.trustedHosts);
  if (because !== null) return { kind: "refused", because };
  const timeout = AbortSignal.timeout(guard.timeoutMs ?? TIMEOUT_MS);
  const url = new URL(post.url);
  try {
    return await exchange(url, post, { guard, timeout });
  } catch (error) {
    if (error instanceof RefusedAddressError) return { kind: "refused", because: NOT_PUBLIC };
    if (timeout.aborted) return { kind: "failed", because: "The receiver did not answer within ten seconds." };
    return { kind: "failed", because: reasonOf(error) };
  }
}

class RefusedAddressError extends Error {
  override readonly name = "RefusedAddressError";
}

interface ExchangeOptions {
  guard: PostGuard;
  timeout: AbortSignal;
}

function exchange(url: URL, post: GuardedPost, { guard, timeout }: ExchangeOptions): Promise<SendOutcome> {
  return new Promise((resolve, reject) => {
    const isHttps = url.protocol === "https:";
    const request = (isHttps ? https : http).request(url, {
      method: "POST",
      headers: {
        ...post.headers,
        "Content-Length": String(Buffer.byteLength(post.body)),
        "Accept-Encoding": "identity",
        Connection: "close",
      },
      // A connection of its own: none that was checked for another name is used again.
      agent: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      signal: timeout,
      ...(isTrusted(url, guard.trustedHosts) ? {} : { lookup: guardedLookup(guard, timeout) }),
    });
    let onError: (error: Error) => void = reject;
    request.on("error", (error) => onError(error));
    request.on("upgrade", (_answer, socket) => {
      socket.destroy();
      reject(new Error("The receiver answered with another protocol."));
    });
    request.on("response", (answer) => {
      const { statusCode = 0 } = answer;
      const chunks: Buffer[] = [];
      let bytes = 0;
      const end = () => {
        request.destroy();
        const excerpt = readableExcerpt(Buffer.concat(chunks).toString("utf8"));
        resolve({
          kind: "answered",
          statusCode,
          excerpt,
          retryAfterSeconds: retryAfter(answer.headers["retry-after"]),
        });
      };
      answer.on("data", (chunk: Buffer) => {
        if (bytes < MAX_ANSWER_BYTES) chunks.push(chunk.subarray(0, MAX_ANSWER_BYTES - bytes));
        bytes += chunk.length;
        if (bytes >= MAX_ANSWER_BYTES) end();
      });
      // What it said by its status counts, also when the rest of the answer never ends or breaks off.
      onError = end;
      answer.on("end", end);
      answer.on("error", end);
    });
    request.end(post.body);
  });
}

/** Resolves a name once, and hands on only what was checked. */
const guardedLookup =
  (guard: PostGuard, timeout: AbortSignal): LookupFunction =>
  (hostname, options, callback) => {
    const answer = async (): Promise<void> => {
      try {
        const addresses = await checkedAddresses(hostname, guard, timeout);
        const [first = ""] = addresses;
        // Node's own shape: all of them or one.
        if (options.all)
          callback(
            null,
            addresses.map((address) => ({ address, family: familyOf(address) })),
          );
        else callback(null, first, familyOf(first));
      } catch (error) {
        callback(error instanceof Error ? error : new Error(String(error)), "", 4);
      }
    };
    void answer();
  };

const familyOf = (address: string): 4 | 6 => (address.includes(":") ? 6 : 4);

/** @throws {RefusedAddressError} when any address of the name is not public: its owner means harm, or to be inside. */
async function checkedAddresses(hostname: string, guard: PostGuard, timeout: AbortSignal): Promise<readonly string[]> {
  const { resolve = resolvePublicName, isAllowedAddress = isPublicAddress } = guard;
  const addresses = await resolve(hostname, timeout);
  if (addresses.length === 0) throw new Error("The name of the receiver has no address.");
  if (!addresses.every((address) => isAllowedAddress(address))) throw new RefusedAddressError(NOT_PUBLIC);
  return addresses;
}

/** Asks the name servers alone: what the machine's own hosts file names is inside. */
async function resolvePublicName(hostname: string, signal: AbortSignal): Promise<string[]> {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  signal.addEventListener("abort", () => resolver.cancel(), { once: true });
  const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  const addresses = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  if (addresses.length === 0) throw new Error("The name of the receiver could not be found.");
  return addresses;
}

/** A receiver may write anything: control characters and halves of characters can be neither stored nor shown. */
function readableExcerpt(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is taken out
  const readable = text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, " ").toWellFormed();
  return readable.slice(0, EXCERPT_CHARACTERS).toWellFormed();
}

function retryAfter(value: string | undefined): number | null {
  const seconds = Number(value);
  return value !== undefined && Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: "The receiver refuses connections.",
  ECONNRESET: "The receiver broke the connection off.",
  EHOSTUNREACH: "There is no way to the receiver.",
  ENETUNREACH: "There is no way to the receiver.",
  EPROTO: "The receiver does not speak HTTPS.",
  HPE_HEADER_OVERFLOW: "The receiver answered with too many headers.",
};

/** Of an error of the way to the receiver: what a person can do something about, without what the machine knows of itself. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "The message could not be sent.";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (REASONS[code] !== undefined) return REASONS[code];
  if (/CERT|TLS|SSL|SIGNED|ISSUER/.test(code)) return `The receiver's certificate is not accepted (${code}).`;
  if (code.startsWith("HPE_")) return `The receiver's answer is not HTTP (${code}).`;
  return code === "" ? error.message : `The message could not be sent (${code}).`;
}
