import { Prisma, type AdoptionMatch } from "@prisma/client";

/** Which proposals of a store: single ones, or all that were matched by one of these keys. */
export type AdoptionSelection =
  { kind: "ids"; ids: readonly string[] } | { kind: "filter"; matchedBy?: readonly AdoptionMatch[] | undefined };

/** The condition over `adoption_proposals` that a selection means, to be put behind others. */
export function chosenProposals(selection: AdoptionSelection): Prisma.Sql {
  if (selection.kind === "ids") return Prisma.sql`AND id = ANY (${selection.ids.map(BigInt)}::bigint[])`;
  if (selection.matchedBy === undefined) return Prisma.empty;
  return Prisma.sql`AND matched_by = ANY (${[...selection.matchedBy]}::adoption_match[])`;
}
