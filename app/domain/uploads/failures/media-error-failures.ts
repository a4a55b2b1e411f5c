import { passingFault, refusedContent, type KnownFailure } from "./known-failure.ts";

const appsFault = refusedContent(
  "Shopify does not take the request about an image as the app composed it. That is a fault of the app.",
  "Report the request id that is shown with the attempt; the rows can be retried when the app has been corrected.",
);

const deletedMeanwhile = passingFault(
  "An image of the product was changed or deleted in the shop while the product was being uploaded.",
  "Retry; the app then looks again what the product shows.",
);

const tooManyMedia = (what: string): KnownFailure =>
  refusedContent(what, "Remove images in the catalog or media in the shop, then approve the product again.");

const otherMedia = refusedContent(
  "Shopify does not take a medium of this kind.",
  "Use an image (JPEG, PNG, GIF, WebP, HEIC or AVIF) in the catalog, then approve the product again.",
);

/** Codes of `userErrors` about images and other media. */
export const mediaErrorFailures: Readonly<Record<string, KnownFailure>> = {
  INVALID_MEDIA_TYPE: otherMedia,
  MODEL3D_VALIDATION_ERROR: otherMedia,
  VIDEO_VALIDATION_ERROR: otherMedia,
  MODEL3D_THROTTLE_EXCEEDED: tooManyMedia("The shop has taken as many 3D models this week as Shopify allows."),
  VIDEO_THROTTLE_EXCEEDED: tooManyMedia("The shop has taken as many videos this week as Shopify allows."),
  PRODUCT_MEDIA_LIMIT_EXCEEDED: tooManyMedia("The product has more media than Shopify takes for one product."),
  SHOP_MEDIA_LIMIT_EXCEEDED: tooManyMedia("The shop has as many media as its Shopify plan allows."),
  MEDIA_CANNOT_BE_MODIFIED: deletedMeanwhile,
  MEDIA_DOES_NOT_EXIST: deletedMeanwhile,
  MEDIA_DOES_NOT_EXIST_ON_PRODUCT: deletedMeanwhile,
  MEDIA_IS_NOT_ATTACHED_TO_VARIANT: deletedMeanwhile,
  PRODUCT_VARIANT_ALREADY_HAS_MEDIA: deletedMeanwhile,
  PRODUCT_VARIANT_DOES_NOT_EXIST_ON_PRODUCT: deletedMeanwhile,
  NON_READY_MEDIA: passingFault(
    "Shopify was still processing an image that a variant shows, longer than the app waits.",
    "Retry in some minutes; if it stays, look whether the image can be opened at its address.",
  ),
  MAXIMUM_VARIANT_MEDIA_PAIRS_EXCEEDED: appsFault,
  MISSING_ARGUMENTS: appsFault,
  PRODUCT_VARIANT_SPECIFIED_MULTIPLE_TIMES: appsFault,
  TOO_MANY_MEDIA_PER_INPUT_PAIR: appsFault,
};
