/** Columns of Shopify's product export, in its order. */
const COLUMNS = [
  "Handle",
  "Title",
  "Body (HTML)",
  "Vendor",
  "Product Category",
  "Type",
  "Tags",
  "Published",
  "Option1 Name",
  "Option1 Value",
  "Option2 Name",
  "Option2 Value",
  "Variant SKU",
  "Variant Grams",
  "Variant Inventory Tracker",
  "Variant Inventory Qty",
  "Variant Inventory Policy",
  "Variant Fulfillment Service",
  "Variant Price",
  "Variant Compare At Price",
  "Variant Requires Shipping",
  "Variant Taxable",
  "Variant Barcode",
  "Image Src",
  "Image Position",
  "Image Alt Text",
  "Gift Card",
  "SEO Title",
  "SEO Description",
  "Variant Image",
  "Cost per item",
  "Status",
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string | number>>;

const VARIANT_COUNTS = [1, 3, 2, 6, 4, 3, 12, 1, 5, 8, 3, 4];
const IMAGE_COUNTS = [1, 2, 4, 3, 1, 6];
const SIZES = ["XS", "S", "M", "L", "XL", "XXL"];
const COLORS = ["Black", "Off-white", "Bleu nuit", "Grün meliert"];
const NOUNS = ["Shirt", "Mug", "Lamp", "Backpack", "Notebook", "Scarf", "Chair", "Kettle"];
const ADJECTIVES = ["Soft", "Everyday", "Heavy-duty", "Hand-made", "Light", "Limited", "Organic"];
const CATEGORIES = [
  "Apparel & Accessories > Clothing > Shirts & Tops",
  "Home & Garden > Kitchen & Dining > Tableware > Drinkware > Mugs",
  "Home & Garden > Lighting > Lamps",
  "Luggage & Bags > Backpacks",
  "Office Supplies > General Office Supplies > Paper Products > Notebooks & Notepads",
  "Apparel & Accessories > Clothing Accessories > Scarves & Shawls",
  "Furniture > Chairs",
  "Home & Garden > Kitchen & Dining > Kitchen Appliances > Electric Kettles",
];

export interface CatalogSize {
  products: number;
  variants: number;
}

const pick = <Item>(items: readonly Item[], number: number, fallback: Item): Item =>
  items[number % items.length] ?? fallback;

/** How many products the catalog of so many variants has. */
export function generatedSize(variants: number): CatalogSize {
  let products = 0;
  for (let left = variants; left > 0; products += 1) left -= pick(VARIANT_COUNTS, products, 1);
  return { products, variants };
}

/**
 * A catalog in the form of Shopify's product export, product by product, always the same for the same size: 1 to 12
 * variants per product, texts with commas, quotes, line breaks and letters beyond ASCII, and more pictures than variants
 * on some products, which Shopify exports on lines of their own.
 */
export function* generatedCatalog(variants: number): Generator<string> {
  yield `${COLUMNS.join(",")}\n`;
  let left = variants;
  for (let number = 0; left > 0; number += 1) {
    const count = Math.min(left, pick(VARIANT_COUNTS, number, 1));
    left -= count;
    yield productLines(number, count);
  }
}

function productLines(number: number, variantCount: number): string {
  const imageCount = pick(IMAGE_COUNTS, number, 1);
  let lines = "";
  for (let line = 0; line < Math.max(variantCount, imageCount); line += 1) {
    lines += toLine({
      Handle: handleOf(number),
      ...(line === 0 ? productCells(number) : {}),
      ...(line < variantCount ? variantCells(number, line, variantCount) : {}),
      ...(line < imageCount ? imageCells(number, line) : {}),
    });
  }
  return lines;
}

const handleOf = (number: number) => `generated-product-${number}`;

function productCells(number: number): Row {
  const noun = pick(NOUNS, number, "Shirt");
  const adjective = pick(ADJECTIVES, Math.floor(number / NOUNS.length), "Soft");
  const title = `${adjective} ${noun} "No. ${number}"`;
  return {
    Title: title,
    "Body (HTML)":
      `<p>${adjective}, and made to last: the ${noun.toLowerCase()} no. ${number}.</p>\n<ul>\n<li>Größe &amp; Gewicht wie angegeben</li>\n` +
      `<li>Washes at 30 °C, irons at "two dots"</li>\n</ul>\n<p>${"Every piece is checked by hand before it leaves us. ".repeat(1 + (number % 5))}</p>`,
    Vendor: `Vendor ${number % 40}`,
    "Product Category": pick(CATEGORIES, number, ""),
    Type: noun,
    Tags: `${noun.toLowerCase()}, season-${number % 4}, ${number % 3 === 0 ? "sale" : "regular"}`,
    Published: "true",
    "Gift Card": "false",
    "SEO Title": title,
    "SEO Description": `Buy the ${adjective.toLowerCase()} ${noun.toLowerCase()} no. ${number} here.`,
    Status: number % 20 === 19 ? "draft" : "active",
  };
}

function variantCells(number: number, index: number, count: number): Row {
  const hasTwoOptions = count > SIZES.length;
  const size = pick(SIZES, index, "M");
  const color = pick(COLORS, Math.floor(index / SIZES.length), "Black");
  const cents = 499 + ((number * 37 + index * 50) % 20_000);
  const options: Row =
    count === 1
      ? { "Option1 Name": "Title", "Option1 Value": "Default Title" }
      : {
          "Option1 Name": index === 0 ? "Size" : "",
          "Option1 Value": size,
          ...(hasTwoOptions ? { "Option2 Name": index === 0 ? "Color" : "", "Option2 Value": color } : {}),
        };
  return {
    ...options,
    "Variant SKU": `GEN-${number}-${index}`,
    "Variant Grams": 100 + ((number + index) % 900),
    "Variant Inventory Tracker": "shopify",
    "Variant Inventory Qty": (number * 7 + index) % 250,
    "Variant Inventory Policy": "deny",
    "Variant Fulfillment Service": "manual",
    "Variant Price": (cents / 100).toFixed(2),
    "Variant Compare At Price": number % 3 === 0 ? ((cents * 1.25) / 100).toFixed(2) : "",
    "Variant Requires Shipping": "true",
    "Variant Taxable": "true",
    "Variant Barcode": barcodeOf(number * 12 + index),
    "Variant Image": number % 4 === 0 ? imageUrl(number, index) : "",
    "Cost per item": (cents / 250).toFixed(2),
  };
}

function imageCells(number: number, index: number): Row {
  return {
    "Image Src": imageUrl(number, index),
    "Image Position": index + 1,
    "Image Alt Text": index === 0 ? `Picture of no. ${number}, front` : "",
  };
}

const imageUrl = (number: number, index: number) =>
  `https://cdn.shopify.com/s/files/1/0000/0001/products/generated-${number}-${index}.jpg?v=1700000000`;

/** An EAN-13 with its check digit. */
function barcodeOf(number: number): string {
  const digits = `400${String(number).padStart(9, "0")}`;
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) sum += Number(digits.charAt(at)) * (at % 2 === 0 ? 1 : 3);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function toLine(row: Row): string {
  return `${COLUMNS.map((column) => toCell(String(row[column] ?? ""))).join(",")}\n`;
}

const toCell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
