import { adoptionOff } from "./adoption-off.ts";
import { claimCheckRemoved } from "./claim-check-removed.ts";
import { intentAfterCall } from "./intent-after-call.ts";
import { olderNews } from "./older-news.ts";
import type { PlantedBug } from "./planted-bug.ts";

export const plantedBugs: readonly PlantedBug[] = [claimCheckRemoved, intentAfterCall, adoptionOff, olderNews];
