import type { SimulationDatabase } from "../database/simulation-database.ts";
import type { StatementBug } from "../database/process-gate.ts";
import type { WireBug } from "../world/shop-wire.ts";

/** A bug as it is in one run. */
export interface OpenedBug {
  readonly statements: StatementBug | null;
  readonly wire: WireBug | null;
  /** Whether anything of the product was really changed. */
  readonly isPlanted: () => boolean;
}

/** A bug that the product does not have, put between it and the world, to prove that a simulation finds it. */
export interface PlantedBug {
  readonly name: string;
  readonly summary: string;
  open(database: SimulationDatabase): OpenedBug;
}
