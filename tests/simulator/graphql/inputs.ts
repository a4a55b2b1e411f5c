/* Input types of the operations the simulator runs, as the Admin schema 2026-10 spells them. Fields that no rule reads are left out. */

export interface ProductSetInput {
  category?: string | null;
  collections?: string[] | null;
  descriptionHtml?: string | null;
  files?: FileSetInput[] | null;
  giftCard?: boolean | null;
  giftCardTemplateSuffix?: string | null;
  handle?: string | null;
  id?: string | null;
  metafields?: MetafieldInput[] | null;
  productOptions?: OptionSetInput[] | null;
  productType?: string | null;
  redirectNewHandle?: boolean | null;
  requiresSellingPlan?: boolean | null;
  seo?: SEOInput | null;
  status?: "ACTIVE" | "ARCHIVED" | "DRAFT" | "UNLISTED" | null;
  tags?: string[] | null;
  templateSuffix?: string | null;
  title?: string | null;
  variants?: ProductVariantSetInput[] | null;
  vendor?: string | null;
}

export interface ProductVariantSetInput {
  barcode?: string | null;
  compareAtPrice?: string | number | null;
  file?: FileSetInput | null;
  id?: string | null;
  inventoryItem?: InventoryItemInput | null;
  inventoryPolicy?: "CONTINUE" | "DENY" | null;
  inventoryQuantities?: ProductSetInventoryInput[] | null;
  metafields?: MetafieldInput[] | null;
  optionValues: VariantOptionValueInput[];
  position?: number | null;
  price?: string | number | null;
  published?: boolean | null;
  requiresComponents?: boolean | null;
  showUnitPrice?: boolean | null;
  sku?: string | null;
  taxCode?: string | null;
  taxable?: boolean | null;
}

export interface ProductSetIdentifiers {
  customId?: UniqueMetafieldValueInput | null;
  handle?: string | null;
  id?: string | null;
}

export interface OptionSetInput {
  id?: string | null;
  name?: string | null;
  position?: number | null;
  values?: OptionValueSetInput[] | null;
}

export interface OptionValueSetInput {
  id?: string | null;
  name?: string | null;
}

export interface VariantOptionValueInput {
  id?: string | null;
  name?: string | null;
  optionId?: string | null;
  optionName?: string | null;
}

export interface InventoryItemInput {
  cost?: string | number | null;
  countryCodeOfOrigin?: string | null;
  harmonizedSystemCode?: string | null;
  measurement?: InventoryItemMeasurementInput | null;
  provinceCodeOfOrigin?: string | null;
  requiresShipping?: boolean | null;
  sku?: string | null;
  tracked?: boolean | null;
}

export interface InventoryItemMeasurementInput {
  weight?: WeightInput | null;
}

export interface WeightInput {
  unit: "GRAMS" | "KILOGRAMS" | "OUNCES" | "POUNDS";
  value: number;
}

export interface ProductSetInventoryInput {
  locationId: string;
  name: string;
  quantity: number;
}

export interface FileSetInput {
  alt?: string | null;
  contentType?: "EXTERNAL_VIDEO" | "FILE" | "IMAGE" | "MODEL_3D" | "VIDEO" | null;
  duplicateResolutionMode?: "APPEND_UUID" | "RAISE_ERROR" | "REPLACE" | null;
  filename?: string | null;
  id?: string | null;
  originalSource?: string | null;
}

export interface MetafieldInput {
  id?: string | null;
  key?: string | null;
  namespace?: string | null;
  type?: string | null;
  value?: string | null;
}

export interface ProductVariantsBulkInput {
  barcode?: string | null;
  compareAtPrice?: string | number | null;
  id?: string | null;
  inventoryItem?: InventoryItemInput | null;
  inventoryPolicy?: "CONTINUE" | "DENY" | null;
  inventoryQuantities?: InventoryLevelInput[] | null;
  mediaId?: string | null;
  mediaSrc?: string[] | null;
  metafields?: MetafieldInput[] | null;
  optionValues?: VariantOptionValueInput[] | null;
  price?: string | number | null;
  published?: boolean | null;
  requiresComponents?: boolean | null;
  showUnitPrice?: boolean | null;
  taxCode?: string | null;
  taxable?: boolean | null;
}

export interface InventoryLevelInput {
  availableQuantity: number;
  locationId: string;
}

export interface ProductUpdateInput {
  category?: string | null;
  collectionsToJoin?: string[] | null;
  collectionsToLeave?: string[] | null;
  deleteConflictingConstrainedMetafields?: boolean | null;
  descriptionHtml?: string | null;
  giftCardTemplateSuffix?: string | null;
  handle?: string | null;
  id?: string | null;
  metafields?: MetafieldInput[] | null;
  productType?: string | null;
  redirectNewHandle?: boolean | null;
  requiresSellingPlan?: boolean | null;
  seo?: SEOInput | null;
  status?: "ACTIVE" | "ARCHIVED" | "DRAFT" | "UNLISTED" | null;
  tags?: string[] | null;
  templateSuffix?: string | null;
  title?: string | null;
  vendor?: string | null;
}

export interface ProductCreateInput {
  category?: string | null;
  collectionsToJoin?: string[] | null;
  descriptionHtml?: string | null;
  giftCard?: boolean | null;
  giftCardTemplateSuffix?: string | null;
  handle?: string | null;
  metafields?: MetafieldInput[] | null;
  productOptions?: OptionCreateInput[] | null;
  productType?: string | null;
  requiresSellingPlan?: boolean | null;
  seo?: SEOInput | null;
  status?: "ACTIVE" | "ARCHIVED" | "DRAFT" | "UNLISTED" | null;
  tags?: string[] | null;
  templateSuffix?: string | null;
  title?: string | null;
  vendor?: string | null;
}

export interface ProductUpdateIdentifiers {
  customId?: UniqueMetafieldValueInput | null;
  handle?: string | null;
  id?: string | null;
}

export interface CreateMediaInput {
  alt?: string | null;
  mediaContentType: "EXTERNAL_VIDEO" | "IMAGE" | "MODEL_3D" | "VIDEO";
  originalSource: string;
}

export interface PublicationInput {
  channelId?: string | null;
  publicationId?: string | null;
  publishDate?: string | null;
}

export interface PublicationUpdateInput {
  autoPublish?: boolean | null;
  publishablesToAdd?: string[] | null;
  publishablesToRemove?: string[] | null;
}

export interface MetafieldsSetInput {
  compareDigest?: string | null;
  key: string;
  namespace?: string | null;
  ownerId: string;
  type?: string | null;
  value: string;
}

export interface MetafieldDefinitionInput {
  access?: MetafieldAccessInput | null;
  capabilities?: MetafieldCapabilityCreateInput | null;
  description?: string | null;
  key: string;
  name: string;
  namespace?: string | null;
  ownerType: string;
  pin?: boolean | null;
  type: string;
  useAsCollectionCondition?: boolean | null;
  validations?: MetafieldDefinitionValidationInput[] | null;
}

export interface MetafieldDefinitionIdentifierInput {
  key: string;
  namespace?: string | null;
  ownerType: string;
}

export interface OptionCreateInput {
  name?: string | null;
  position?: number | null;
  values?: OptionValueCreateInput[] | null;
}

export interface OptionValueCreateInput {
  name?: string | null;
}

export interface UniqueMetafieldValueInput {
  key: string;
  namespace?: string | null;
  value: string;
}

export interface SEOInput {
  description?: string | null;
  title?: string | null;
}

export interface ProductDeleteInput {
  id: string;
}

export interface MetafieldAccessInput {
  admin?: "MERCHANT_READ" | "MERCHANT_READ_WRITE" | null;
  customerAccount?: "NONE" | "READ" | "READ_WRITE" | null;
  storefront?: "NONE" | "PUBLIC_READ" | null;
}

export interface MetafieldCapabilityCreateInput {
  uniqueValues?: MetafieldCapabilityUniqueValuesInput | null;
}

export interface MetafieldCapabilityUniqueValuesInput {
  enabled: boolean;
}

export interface MetafieldDefinitionValidationInput {
  name: string;
  value: string;
}
