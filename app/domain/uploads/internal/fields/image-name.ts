/**
 * What Shopify keeps of an image's address: its file's name. Where another file of the shop has the name already it puts
 * a UUID behind it, and an ending where there was none (recorded: product-delete-media-parity).
 */
export function imageName(url: string): string {
  const file = (url.split(/[?#]/)[0] ?? "").split("/").at(-1)?.toLowerCase() ?? "";
  return file.replace(/\.[a-z0-9]{2,5}$/, "").replace(/_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "");
}
