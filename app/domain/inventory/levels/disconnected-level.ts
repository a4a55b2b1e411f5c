/** Why a level is in quarantine that somebody took off its location in the shop, and who releases it by connecting it. */
export const DISCONNECTED = {
  code: "inventory.disconnected",
  reason: "The item is not stocked at this location any more: somebody took it off in the shop.",
  releasedBy: "The shop",
} as const;
