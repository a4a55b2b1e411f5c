import type { Prisma } from "@prisma/client";

const MEGABYTE = 1024 * 1024;

/** Content that is in the catalog in a form that the steps cannot read, or that no shop takes. */
export interface CatalogPoison {
  readonly what: string;
  readonly product: Prisma.ProductUpdateInput;
  /** What the rows fail with. */
  readonly code: string;
}

export const catalogPoisons: readonly CatalogPoison[] = [
  {
    what: "metafields without a type",
    product: { metafields: [{ namespace: "custom", key: "care" }] },
    code: "upload.unreadable-content",
  },
  { what: "images that are numbers", product: { images: [5, 7] }, code: "upload.unreadable-content" },
  {
    what: "options without names",
    product: { options: [{ values: ["S", "M", "L"] }] },
    code: "upload.unreadable-content",
  },
  { what: "options that are one word", product: { options: "Size" }, code: "upload.unreadable-content" },
  {
    what: "a description of 10 MB",
    product: { descriptionHtml: `<p>${"x".repeat(10 * MEGABYTE)}</p>` },
    code: "preflight.description-too-large",
  },
];

/** What is stored of a planned product, spoiled as a fault of a disk, a hand or an earlier release would. */
export interface StoredPoison {
  readonly what: string;
  /** JSON that replaces the stored content. */
  readonly json: string;
  readonly of: "product" | "variants";
}

export const storedPoisons: readonly StoredPoison[] = [
  { what: "a product that is null", json: "null", of: "product" },
  { what: "a product that is a list", json: "[]", of: "product" },
  { what: "a product with a title of another type", json: '{"title": {"en": "Shirt"}}', of: "product" },
  { what: "variants without anything", json: "{}", of: "variants" },
  { what: "variants that are text", json: '"S"', of: "variants" },
];

/** Code units that PostgreSQL or UTF-8 has no place for, as a catalog file may hold them. */
const HOSTILE = [
  ["NUL", "\u0000"],
  ["the first half of a surrogate pair", "\ud800"],
  ["the second half of one", "\udc00"],
  ["halves in the wrong order", "\udc00\ud800"],
] as const;

export interface HostileLine {
  readonly what: string;
  readonly externalId: string;
  /** One line of JSON Lines, the hostile part escaped in texts, option values, skus and metafields alike. */
  readonly line: string;
}

/** Products of a catalog file whose every text holds something that cannot be stored. */
export function hostileLines(): HostileLine[] {
  return HOSTILE.map(([what, part], index) => {
    const externalId = `hostile-${index + 1}`;
    const product = {
      externalId,
      handle: externalId,
      title: `Hos${part}tile`,
      descriptionHtml: `<p>be${part}fore</p>`,
      vendor: `Ven${part}dor`,
      tags: [`ta${part}g`],
      options: ["Size"],
      metafields: [{ namespace: "custom", key: "care", type: "single_line_text_field", value: `wa${part}sh` }],
      variants: ["S", "M", "L"].map((size) => ({
        sku: `${externalId}-${part}${size}`,
        optionValues: [`${size}${part}`],
        price: "19.90",
        currencyCode: "USD",
      })),
    };
    return { what, externalId, line: JSON.stringify(product) };
  });
}
