import type { CreateMediaInput } from "#app/generated/admin/admin.types.d.ts";
import { modeOf } from "../../field-modes.ts";
import type { AcceptedContent, ProductSnapshot } from "../snapshot.ts";
import { imageName } from "./image-name.ts";

type Image = ProductSnapshot["images"][number];

/** A medium of the shop's product; without a name while it is processed, and when it is no image. */
export interface ShownMedium {
  id: string;
  name: string | null;
  isProcessing: boolean;
}

export interface ImageChanges {
  toAdd: CreateMediaInput[];
  toDelete: string[];
  /** The images of ours that the shop has once this is done, and once it is done without the deletion. */
  accepted: Image[];
  acceptedUndeleted: Image[];
}

/** Images of a product that change at the next update. */
export interface ImagePlan {
  isAsked: boolean;
  /** Addresses that were sent before and that the catalog no longer has. */
  dropped: string[];
}

export function planImages(product: ProductSnapshot, accepted: AcceptedContent | null): ImagePlan {
  const mode = modeOf(product.route.fieldModes, "images");
  const last = urlsOf(accepted?.images ?? []);
  const wanted = urlsOf(product.images);
  const isSame = accepted?.images !== undefined && last.join("\n") === wanted.join("\n");
  const isAsked = mode === "ours" || (mode === "until-edited" && accepted?.images !== undefined && !isSame);
  return { isAsked, dropped: isAsked ? last.filter((url) => !wanted.includes(url)) : [] };
}

export interface ImageKnowledge {
  media: readonly ShownMedium[];
  /** Of the dropped ones, those that a variant shows. */
  shownByVariants: ReadonlySet<string>;
  /** An earlier call whose outcome is not known may have added the new ones. */
  mayBeThere: boolean;
}

/**
 * What an update does to a product's images: it adds what is new, and deletes what was sent before and is no longer
 * wanted. Shopify forgets the address that an image was sent from, so one of ours is known by its file's name, and only
 * where the name alone tells it from all others: a merchant's image is never taken for one of ours. One of ours that a
 * merchant has deleted comes back only where images are always ours.
 */
export function changedImages(
  product: ProductSnapshot,
  accepted: AcceptedContent | null,
  { media, shownByVariants, mayBeThere }: ImageKnowledge,
): ImageChanges {
  const mode = modeOf(product.route.fieldModes, "images");
  const last = accepted?.images ?? [];
  const sentUrls = urlsOf(last);
  const isInShop = (url: string) => media.some(({ name }) => name === imageName(url));
  const dropped = last.filter(({ url }) => !urlsOf(product.images).includes(url));
  const deleted = new Map(
    dropped.flatMap((image) => {
      const medium = shownByVariants.has(image.url) ? null : onlyMedium(image.url, sentUrls, media);
      return medium ? [[image, medium.id] as const] : [];
    }),
  );
  const keptNames = new Set(sentUrls.filter((url) => !dropped.some((image) => image.url === url)).map(imageName));
  const isMissing = (url: string) => {
    if (sentUrls.includes(url)) return mode === "ours" && !isInShop(url) && !isAnyProcessing(media);
    return !(mayBeThere && isInShop(url) && !keptNames.has(imageName(url)));
  };
  const toAdd = product.images.filter(({ url }) => isMissing(url));
  const kept = product.images.map((image) => last.find(({ url }) => url === image.url) ?? image);
  return {
    toAdd: toAdd.map(({ url, alt }) => ({ originalSource: url, mediaContentType: "IMAGE", ...(alt ? { alt } : {}) })),
    toDelete: [...deleted.values()],
    accepted: [...kept, ...dropped.filter((image) => !deleted.has(image))],
    acceptedUndeleted: [...kept, ...dropped],
  };
}

/** One that is still processed may be any. */
const isAnyProcessing = (media: readonly ShownMedium[]): boolean => media.some(({ isProcessing }) => isProcessing);

function onlyMedium(url: string, sentUrls: readonly string[], media: readonly ShownMedium[]): ShownMedium | null {
  const name = imageName(url);
  if (sentUrls.filter((other) => imageName(other) === name).length > 1) return null;
  const [medium, ...others] = media.filter((candidate) => candidate.name === name);
  return medium && others.length === 0 ? medium : null;
}

const urlsOf = (images: readonly Image[]): string[] => images.map(({ url }) => url);
