import type { World } from "../world/world.ts";

/** Something that happens to the product, or beside it, in the middle of its work. */
export interface SimulatedEvent {
  readonly name: string;
  /** The heavier, the more often. */
  readonly weight: number;
  /** Answers what was done, for the trace; null when there was nothing to do it to. Never waits for the product. */
  happen(world: World): Promise<string | null>;
}
