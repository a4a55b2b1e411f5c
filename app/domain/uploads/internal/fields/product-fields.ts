import type { ProductUpdateInput } from "#app/generated/admin/admin.types.d.ts";
import type { ProductField } from "../../field-modes.ts";
import type { AcceptedContent, ProductSnapshot } from "../snapshot.ts";

/** What the shop shows of a product's own fields right now. `seo` and `category` only where they were asked for. */
export interface ShopFields {
  handle: string;
  title: string;
  descriptionHtml: string;
  tags: readonly string[];
  vendor: string;
  productType: string;
  status: ProductSnapshot["status"];
  seo?: { title?: string | null; description?: string | null };
  category?: { id: string } | null;
}

/** A field that is one value, or a few that go together. */
export interface PlainField {
  field: ProductField;
  contentOf(product: AcceptedContent): AcceptedContent;
  shownBy(shop: ShopFields): AcceptedContent;
  input(product: ProductSnapshot): Omit<ProductUpdateInput, "id">;
  /** The shop is asked for it only where a decision hangs on it. */
  isDetail?: true;
}

export const PLAIN_FIELDS: readonly PlainField[] = [
  {
    field: "handle",
    contentOf: ({ handle }) => given({ handle }),
    shownBy: ({ handle }) => ({ handle }),
    input: ({ handle }) => ({ handle, redirectNewHandle: true }),
  },
  {
    field: "title",
    contentOf: ({ title }) => given({ title }),
    shownBy: ({ title }) => ({ title }),
    input: ({ title }) => ({ title }),
  },
  {
    field: "description",
    contentOf: ({ descriptionHtml }) => given({ descriptionHtml }),
    shownBy: ({ descriptionHtml }) => ({ descriptionHtml }),
    input: ({ descriptionHtml }) => ({ descriptionHtml }),
  },
  {
    field: "tags",
    contentOf: ({ tags }) => given({ tags }),
    shownBy: ({ tags }) => ({ tags: [...tags] }),
    input: ({ tags }) => ({ tags }),
  },
  {
    field: "vendor",
    contentOf: ({ vendor }) => given({ vendor }),
    shownBy: ({ vendor }) => ({ vendor }),
    // Shopify puts the shop's own name where there is none.
    input: ({ vendor }) => (vendor === "" ? {} : { vendor }),
  },
  {
    field: "productType",
    contentOf: ({ productTypeName }) => given({ productTypeName }),
    shownBy: ({ productType }) => ({ productTypeName: productType }),
    input: ({ productTypeName }) => ({ productType: productTypeName }),
  },
  {
    field: "status",
    contentOf: ({ status }) => given({ status }),
    shownBy: ({ status }) => ({ status }),
    input: ({ status }) => ({ status }),
  },
  {
    field: "seo",
    isDetail: true,
    contentOf: ({ seoTitle, seoDescription }) => given({ seoTitle, seoDescription }),
    shownBy: ({ seo }) => ({ seoTitle: seo?.title ?? null, seoDescription: seo?.description ?? null }),
    input: ({ seoTitle, seoDescription }) => ({ seo: { title: seoTitle, description: seoDescription } }),
  },
  {
    field: "category",
    isDetail: true,
    contentOf: ({ taxonomyCategoryId }) => given({ taxonomyCategoryId }),
    shownBy: ({ category }) => ({ taxonomyCategoryId: category?.id ?? null }),
    input: ({ taxonomyCategoryId }) => ({ category: taxonomyCategoryId }),
  },
];

/** What was never accepted is not in it. */
function given(content: { [Key in keyof AcceptedContent]: AcceptedContent[Key] | undefined }): AcceptedContent {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
}

/** Shopify keeps tags in an order of its own. */
export function isSameContent(one: AcceptedContent, other: AcceptedContent): boolean {
  const comparable = ({ tags, ...rest }: AcceptedContent) =>
    JSON.stringify([Object.entries(rest), tags ? [...tags].sort() : null]);
  return comparable(one) === comparable(other);
}
