import type { CreateMediaInput } from "../../graphql/inputs.ts";
import type { MediaRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import type { Refusals } from "../refusals.ts";
import { acceptFile, isAcceptedSource } from "./files.ts";

/** Media handed to a product mutation. Recorded: product-media-validation-branches. */
export function readCreatedMedia(
  shop: ShopState,
  inputs: readonly CreateMediaInput[],
  refusals: Refusals,
): MediaRecord[] {
  const media: MediaRecord[] = [];
  inputs.forEach((input, index) => {
    if (isAcceptedSource(input.originalSource)) {
      media.push(acceptFile(shop, input.originalSource, input.alt ?? "", input.mediaContentType));
    } else refusals.add(["media", index, "originalSource"], "Image URL is invalid", "INVALID");
  });
  return media;
}
