import { errorAt, quoted, warningAt, type CheckedProduct, type Finding } from "./finding.ts";
import { IMAGE_EXTENSIONS, MAX_ALT_LENGTH, MAX_IMAGES, MAX_URL_LENGTH } from "./shopify-limits.ts";
import { isPrivateHost } from "./private-hosts.ts";

/** The images of the product and of its variants. */
export function checkImages({ product, variants }: CheckedProduct): Finding[] {
  const addresses = new Set([
    ...product.images.map((image) => image.url),
    ...variants.flatMap(({ variant }) => variant.imageUrl ?? []),
  ]);
  const findings: Finding[] = [];
  if (addresses.size > MAX_IMAGES) {
    const message = `The product has ${addresses.size} images.`;
    findings.push(errorAt("preflight.too-many-images", { field: "images", message }));
  }
  product.images.forEach(({ url, alt }, index) => {
    findings.push(...checkAddress(url, { field: `images.${index}.url` }));
    if ((alt?.length ?? 0) > MAX_ALT_LENGTH) {
      const message = `The alternative text of image ${index + 1} has ${alt?.length ?? 0} characters.`;
      findings.push(errorAt("preflight.image-alt-too-long", { field: `images.${index}.alt`, message }));
    }
  });
  const ofProduct = new Set(product.images.map((image) => image.url));
  for (const { variantId, variant } of variants) {
    if (variant.imageUrl === null || ofProduct.has(variant.imageUrl)) continue;
    findings.push(...checkAddress(variant.imageUrl, { field: "imageUrl", variantId }));
  }
  return findings;
}

function checkAddress(address: string, at: { field: string; variantId?: string }): Finding[] {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    return [errorAt("preflight.image-url-form", { ...at, message: `The address is ${shown(address)}.` })];
  }
  if (address.length > MAX_URL_LENGTH) {
    const message = `The address ${shown(address)} has ${address.length} characters.`;
    return [errorAt("preflight.image-url-form", { ...at, message })];
  }
  if (isPrivateHost(url.hostname)) {
    return [errorAt("preflight.image-url-private", { ...at, message: `The address is ${shown(address)}.` })];
  }
  const extension = /\.([a-z0-9]{1,5})$/i.exec(url.pathname)?.[1]?.toLowerCase();
  if (extension === undefined || !IMAGE_EXTENSIONS.has(extension)) {
    return [warningAt("preflight.image-type-unknown", { ...at, message: `The address is ${shown(address)}.` })];
  }
  return [];
}

/** A message is stored and shown: a password in the address is not. */
const shown = (address: string): string => quoted(address.replace(/\/\/[^/@]*@/, "//"));
