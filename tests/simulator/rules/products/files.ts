import type { FileSetInput } from "../../graphql/inputs.ts";
import { idOfKind } from "../../state/gids.ts";
import type { MediaRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import type { Refusals } from "../refusals.ts";

/** A file is accepted at once and READY a moment later. Recorded: productCreateMedia-dual-userErrors (invalid URL). */
export function acceptFile(shop: ShopState, source: string, alt: string, contentType: string): MediaRecord {
  const nowMs = shop.nowMs();
  return {
    kind: "MediaImage",
    id: shop.environment.ids.media.next(),
    alt,
    originalSource: source,
    contentType,
    createdAtMs: nowMs,
    readyAtMs: nowMs + shop.environment.fidelity.fileProcessingMs,
  };
}

export function isAcceptedSource(source: string): boolean {
  return URL.canParse(source) && /^https?:$/.test(new URL(source).protocol);
}

/** Reads the `files` of a `productSet`: known ids stay, sources become new files, files left out are gone. */
export function readFiles(
  shop: ShopState,
  inputs: readonly FileSetInput[],
  existing: readonly MediaRecord[],
  refusals: Refusals,
): MediaRecord[] {
  const media: MediaRecord[] = [];
  inputs.forEach((input, index) => {
    const path = ["files", index];
    if (input.id) {
      const known = existing.find((file) => file.id === idOfKind("MediaImage", input.id));
      if (known) media.push({ ...known, alt: input.alt ?? known.alt });
      else refusals.add([...path, "id"], `File id ${input.id} does not exist.`, "INVALID_INPUT");
      return;
    }
    const source = input.originalSource ?? "";
    if (!isAcceptedSource(source)) {
      refusals.add([...path, "originalSource"], "Image URL is invalid", "INVALID_INPUT");
      return;
    }
    media.push(acceptFile(shop, source, input.alt ?? "", input.contentType ?? "IMAGE"));
  });
  return media;
}

/** The file that a variant shows; it has to be among the product's files. Shopify: schema text of ProductVariantSetInput. */
export function findVariantFile(media: readonly MediaRecord[], input: FileSetInput): MediaRecord | null {
  const id = idOfKind("MediaImage", input.id);
  const found = media.find((file) => (id === null ? file.originalSource === input.originalSource : file.id === id));
  return found ?? null;
}
