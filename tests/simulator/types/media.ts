import { notSimulated } from "../graphql/errors.ts";
import { defineObjectType } from "../graphql/object-types.ts";
import { gid } from "../state/gids.ts";
import { mediaStatusAt } from "../state/media-status.ts";
import type { MediaRecord } from "../state/records.ts";
import { dateTime } from "./times.ts";

/** Shopify: schema text of MediaErrorCode. */
const downloadFailed = {
  code: "IMAGE_DOWNLOAD_FAILURE",
  message: "Media could not be processed because the image could not be downloaded.",
  details: null,
};

const errorsOf = (file: MediaRecord, nowMs: number): object[] =>
  mediaStatusAt(file, nowMs) === "FAILED" ? [downloadFailed] : [];

defineObjectType<MediaRecord>("MediaImage", {
  id: (file) => gid("MediaImage", file.id),
  alt: (file) => file.alt,
  mediaContentType: (file) => {
    if (file.contentType !== "IMAGE") throw notSimulated(`media of content type ${file.contentType}`);
    return "IMAGE";
  },
  status: (file, _args: object, { shop }) => mediaStatusAt(file, shop.nowMs()),
  fileStatus: (file, _args: object, { shop }) => mediaStatusAt(file, shop.nowMs()),
  createdAt: (file) => dateTime(file.createdAtMs),
  updatedAt: (file) => dateTime(file.readyAtMs),
  originalSource: () => null,
  image: (file, _args: object, { shop }) => imageOf(file, shop.nowMs()),
  preview: (file, _args: object, { shop }) => ({
    status: mediaStatusAt(file, shop.nowMs()),
    image: imageOf(file, shop.nowMs()),
  }),
  mediaErrors: (file, _args: object, { shop }) => errorsOf(file, shop.nowMs()),
});

/** Nobody fetches the pictures: all of them are of one size. */
function imageOf(file: MediaRecord, nowMs: number): object | null {
  if (mediaStatusAt(file, nowMs) !== "READY") return null;
  return { url: file.originalSource, altText: file.alt, width: 800, height: 800 };
}
