import { expect, test } from "vitest";
import { errorAt } from "#app/domain/uploads/preflight/finding.ts";
import { decidePreview, type PreviewInput } from "#app/domain/uploads/preview/decide-preview.ts";
import { checkedProduct, type ProductChanges } from "#tests/support/preflight/checked-product.ts";

const GID = "gid://shopify/Product/1";
const variantGid = (index: number) => `gid://shopify/ProductVariant/${index}`;

/** A product of two variants that the shop has taken as `accepted` and that the catalog now has as `now`. */
function linked({
  accepted = {},
  now = {},
}: {
  accepted?: ProductChanges;
  now?: ProductChanges;
}): PreviewInput["planned"] {
  const before = checkedProduct(accepted);
  const { product, variants } = checkedProduct(now);
  return {
    productId: "p-1",
    title: product.title,
    store: { id: "s-1", name: "Store", currencyCode: "EUR", createsParkedUntil: null },
    product,
    productHash: JSON.stringify(product),
    link: { shopifyProductId: GID, acceptedHash: JSON.stringify(before.product), accepted: before.product },
    variants: variants.map(({ variantId, variant }, index) => {
      const last = before.variants[index];
      const hash = JSON.stringify(variant);
      return {
        variantId,
        variant,
        hash,
        skipReason: null,
        link: last
          ? { shopifyVariantId: variantGid(index), acceptedHash: JSON.stringify(last.variant), accepted: last.variant }
          : null,
      };
    }),
  };
}

/** The shop shows this of the product and all of its variants. */
const shows = (given: ProductChanges): PreviewInput["shown"] => {
  const { product, variants } = checkedProduct(given);
  return {
    fields: product,
    variants: new Map(variants.map(({ variant }, index) => [variantGid(index), variant])),
    hasAllVariants: true,
  };
};

const cheap = { variants: [{ optionValues: ["S"], price: "10" }, { optionValues: ["M"] }] };
const dear = { variants: [{ optionValues: ["S"], price: "12" }, { optionValues: ["M"] }] };

test("what the shop shows already as the catalog wants it is no change", () => {
  const item = decidePreview({ planned: linked({ accepted: cheap, now: dear }), findings: [], shown: shows(dear) });

  expect(item).toMatchObject({ action: "no-change", differences: [], conflicts: [] });
});

test("a variant that a merchant has deleted would be made again", () => {
  const { fields, variants } = shows(cheap) as Exclude<PreviewInput["shown"], "gone" | null>;
  const shown = { fields, variants: new Map([...variants].slice(0, 1)), hasAllVariants: true };

  const item = decidePreview({ planned: linked({ accepted: cheap, now: dear }), findings: [], shown });

  expect(item).toMatchObject({ action: "update", variants: { created: 1, updated: 1, unchanged: 0 } });
});

test("of a product with more variants than were read, one that was not seen counts as there", () => {
  const { fields } = shows(cheap) as Exclude<PreviewInput["shown"], "gone" | null>;
  const shown = { fields, variants: new Map(), hasAllVariants: false };

  const item = decidePreview({ planned: linked({ accepted: cheap, now: dear }), findings: [], shown });

  expect(item).toMatchObject({
    action: "update",
    variants: { created: 0, updated: 2 },
    differences: [{ field: "price", shop: "10", catalog: "12" }],
  });
});

test("a route that gives the title to the catalog overwrites an edit of the shop, which is a conflict", () => {
  const ours = { route: { publicationIds: [], fieldModes: { title: "ours" } } };
  const planned = linked({
    accepted: { product: { title: "Shirt", ...ours } },
    now: { product: { title: "Linen shirt", ...ours } },
  });

  const item = decidePreview({ planned, findings: [], shown: shows({ product: { title: "Edited" } }) });

  expect(item).toMatchObject({
    action: "conflict",
    conflicts: ["An edit of the shop would be overwritten: title."],
    differences: [{ field: "title", isSent: true, isEditedInShop: true }],
  });
});

test("money of the same amount is no difference, however many decimals it is written with", () => {
  const shown = shows({
    variants: [
      { optionValues: ["S"], price: "10.00" },
      { optionValues: ["M"], price: "19.90" },
    ],
  });

  const item = decidePreview({ planned: linked({ accepted: dear, now: cheap }), findings: [], shown });

  expect(item).toMatchObject({ action: "no-change", differences: [] });
});

test("a variant that preflight refuses is neither counted nor paid for", () => {
  const refused = errorAt("preflight.price-negative", {
    field: "price",
    message: "The price is -1 EUR.",
    variantId: "v-0",
  });
  const planned = { ...linked({}), link: null };

  const whole = decidePreview({ planned, findings: [], shown: null });
  const part = decidePreview({ planned, findings: [refused], shown: null });

  expect(whole).toMatchObject({ action: "create", variants: { created: 2 }, points: 13 });
  expect(part).toMatchObject({ action: "conflict", conflicts: ["The price is -1 EUR."], variants: { created: 1 } });
});

test("a product of which nothing is due says why, and costs nothing", () => {
  const planned = linked({ accepted: cheap, now: dear });
  const skipped = planned.variants.map((variant) => ({ ...variant, skipReason: "ALREADY_IN_FLIGHT" as const }));

  const item = decidePreview({ planned: { ...planned, variants: skipped }, findings: [], shown: shows(cheap) });

  expect(item).toMatchObject({ action: "no-change", skipReason: "ALREADY_IN_FLIGHT", points: 0, differences: [] });
});
