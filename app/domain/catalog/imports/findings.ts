/** Why a line cannot become a variant, and what the owner of the file does about it. */
export const rejectRemedies = {
  "line.broken-quotes":
    'Close every quoted value, and write a quote inside a value twice within a quoted value: "Shelf 12"" wide".',
  "line.encoding": "Save the file as UTF-8 (in Excel: CSV UTF-8) and import it again.",
  "line.column-count": "Give the line as many columns as the header; quote values that hold the delimiter.",
  "line.not-json": "Write one complete JSON object per line.",
  "product.key-missing": "Fill in the product's handle on every one of its lines.",
  "product.title-missing": "Fill in the title on the product's first line.",
  "product.repeated": "Keep one line per product, with all of its variants.",
  "product.without-variant": "Give the product at least one line with a price.",
  "product.too-many-options": "Keep at most three options per product; Shopify allows no more.",
  "product.too-many-variants": "Split the product; Shopify allows 2048 variants per product.",
  "product.variants-left-behind":
    "Add the named variants to the file with the options that they shall have, or remove them from the catalog.",
  "option.name-missing": "Name every option on the product's first line, e.g. Size.",
  "option.name-repeated": "Give each option of the product a name of its own.",
  "option.value-missing": "Fill in a value for every option of the product.",
  "option.values-repeated": "Give every variant of the product its own combination of option values.",
  "variant.key-repeated": "Give every variant of the product an external id of its own.",
  "price.missing": "Fill in a price; 0 is allowed when it is meant.",
  "price.negative": "Write a price of 0 or more.",
  "price.unreadable": "Write the price as a plain number with a decimal point, e.g. 1234.56.",
  "currency.unreadable": "Write a currency of ISO 4217, e.g. EUR.",
  "field.invalid": "Correct the value as the reason says; docs/import.md lists what each field holds.",
} as const satisfies Record<string, string>;

export type RejectCode = keyof typeof rejectRemedies;

/** What each repair did. */
export const repairMeanings = {
  "barcode.mangled": "The barcode was destroyed by a spreadsheet (3.65E+11); the variant is imported without it.",
  "barcode.cleaned": "Signs that a spreadsheet adds around a barcode were removed.",
  "sku.mangled": "The sku was destroyed by a spreadsheet (3.65E+11); the variant is imported without it.",
  "sku.repeated": "Several variants of the product share a sku; they are told apart by their option values.",
  "price.rewritten": "The price was written with another decimal sign, thousands signs or a currency sign.",
  "price.rounded": "The price had more than four decimals; it was rounded.",
  "compare-at-price.dropped": "The compare-at price was not readable; it is left out.",
  "cost.dropped": "The cost was not readable; it is left out.",
  "currency.assumed": "Neither the file nor the command names a currency; USD is taken.",
  "weight.rewritten": "The weight was written with another decimal sign or thousands signs.",
  "weight.dropped": "The weight or its unit was not readable; it is left out.",
  "quantity.rewritten": "The quantity was written with decimals or thousands signs.",
  "quantity.dropped": "The quantity was not a whole number; the stock level stays as it is.",
  "flag.assumed": "A yes/no value was not readable; the default is taken.",
  "status.assumed": "The status is not one of active, draft, archived, unlisted; the product is imported as a draft.",
  "country.dropped": "The country of origin is not a code of two letters; it is left out.",
  "image.dropped": "The image has no web address (http or https); it is left out.",
  "image.rewritten": "The image address had no https: in front.",
  "tag.dropped": "Shopify allows 250 tags per product and 255 characters per tag; what goes beyond is left out.",
  "text.shortened": "The text was longer than Shopify allows; its end is left out.",
  "text.cleaned": "Control characters, which no shop can show, were removed.",
  "handle.rewritten": "The handle held characters that a web address cannot hold.",
  "handle.from-title": "The line names no handle; it is made from the title.",
  "price.other-currency": "The variant has no price in the wanted currency; its price in another one is taken.",
  "column.ignored": "Columns that the import does not know are left out.",
} as const satisfies Record<string, string>;

export type RepairCode = keyof typeof repairMeanings;

/** Something in the file was wrong, was repaired, and its product is imported. */
export interface ImportWarning {
  /** Line in the file, from 1. */
  line: number;
  /** Name of the column, or path in the JSON. */
  column: string | null;
  product: string | null;
  code: RepairCode;
  message: string;
}

/** A line that cannot become a variant. No line of its product is imported. */
export interface RejectedLine {
  line: number;
  column: string | null;
  product: string | null;
  code: RejectCode;
  reason: string;
  /** What the line said, shortened. */
  text: string;
}

/** A rejected line, with the lines of the file that are held back because they belong to its product. */
export interface RejectedProductLine extends RejectedLine {
  productLines: readonly number[];
}
