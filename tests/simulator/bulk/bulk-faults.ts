import type { FaultScript, FiredFault } from "../faults/script.ts";

/** What a fault makes of a whole bulk operation. */
export interface OperationFaults {
  /** Never begins, or begins later. */
  isNeverBegun: boolean;
  beginDelayMs: number;
  /** Fails before it has done anything. */
  failsAtOnce: boolean;
  /** How far it comes, from 0 to 1, before it fails or stays where it is; null = to its end. */
  stopsAt: { progress: number; how: "fails" | "hangs" } | null;
  endDelayMs: number;
}

/**
 * Meets the faults at `bulk-operation`, one meeting for each operation.
 *
 * before-apply: `drop` it never begins, `delay` it begins late, `status` it fails without a result. after-apply: `drop`
 * it hangs in its middle, `partial` or `status` it fails there with partial data, `delay` its end comes late.
 */
export function meetOperationFaults(faults: FaultScript, shopDomain: string): OperationFaults {
  const fired = faults.meet(shopDomain, ["bulk-operation"], "step");
  const find = (point: string, ...effects: string[]) =>
    fired.find(({ fault }) => fault.point === point && effects.includes(fault.effect));
  const failing = find("after-apply", "partial", "status");
  const hanging = find("after-apply", "drop");
  const stopping = failing ?? hanging;
  return {
    isNeverBegun: find("before-apply", "drop") !== undefined,
    beginDelayMs: find("before-apply", "delay")?.fault.delayMs ?? 0,
    failsAtOnce: find("before-apply", "status") !== undefined,
    stopsAt: stopping ? { progress: stopping.chance, how: failing ? "fails" : "hangs" } : null,
    endDelayMs: find("after-apply", "delay")?.fault.delayMs ?? 0,
  };
}

/**
 * Meets the faults at `bulk-line`, one meeting for each line of a bulk mutation.
 *
 * before-apply: `userError` refuses it, `status` answers it with an error, `drop` loses it, `duplicate` applies it
 * twice. after-apply: `drop` applies it and loses its result line, `partial` or `status` hides that it was applied.
 */
export function meetLineFaults(faults: FaultScript, shopDomain: string): readonly FiredFault[] {
  return faults.meet(shopDomain, ["bulk-line"], "step");
}
