import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import type { Dice } from "./dice.ts";
import type { VirtualTime } from "./virtual-time.ts";

const RealDate = globalThis.Date;
const real = {
  random: Math.random,
  uuid: crypto.randomUUID,
  bytes: crypto.randomBytes,
  timeout: AbortSignal.timeout.bind(AbortSignal),
};

/**
 * Puts time and dice of a run in place of what the process has: whoever asks the machine for them, in the product or in a
 * library, is answered from the seed. One run at a time; the function it answers puts everything back.
 */
export function patchGlobals(time: VirtualTime, dice: Dice): () => void {
  globalThis.Date = virtualDate(time);
  Math.random = () => dice.next();
  crypto.randomUUID = () => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the declared type is a template of five parts
    return dice.uuid() as ReturnType<typeof crypto.randomUUID>;
  };
  Object.assign(crypto, { randomBytes: (size: number) => dice.bytes(size) });
  AbortSignal.timeout = (milliseconds) => {
    const controller = new AbortController();
    const abort = () => controller.abort(new DOMException("The operation timed out.", "TimeoutError"));
    time.schedule(time.nowMs + milliseconds, abort, { isIdle: true });
    return controller.signal;
  };
  syncBuiltinESMExports();
  return () => {
    globalThis.Date = RealDate;
    Math.random = real.random;
    crypto.randomUUID = real.uuid;
    crypto.randomBytes = real.bytes;
    AbortSignal.timeout = real.timeout;
    syncBuiltinESMExports();
  };
}

function virtualDate(time: VirtualTime): DateConstructor {
  return new Proxy(RealDate, {
    construct: (target, given: unknown[], made) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Reflect knows only that it is an object
      Reflect.construct(target, given.length === 0 ? [time.nowMs] : given, made === target ? target : made) as Date,
    get: (target, name, receiver): unknown => (name === "now" ? () => time.nowMs : Reflect.get(target, name, receiver)),
    apply: () => new RealDate(time.nowMs).toString(),
  });
}
