import { createHash, randomUUID } from "node:crypto";
import { notSimulated, topLevelError, type UserError, userError } from "../../graphql/errors.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { modelTarget, videoTarget } from "../../storage/media-targets.ts";
import { postTarget, putTarget, type UploadTarget } from "../../storage/upload-targets.ts";
import { maximumUploadBytes } from "../bulk-operations/run-mutation.ts";

interface StagedUploadInput {
  filename: string;
  fileSize?: string | number | null;
  httpMethod?: "POST" | "PUT" | null;
  mimeType: string;
  resource: string;
}

interface Resource {
  /** Folder of a form's file; of a file that is put where it is another one. */
  folder: string;
  putFolder?: string;
  maximumBytes: number;
  isUsedByUrl: boolean;
  hidesName?: boolean;
}

const fileBytes = 20_971_520;

/** Recorded: staged-upload-targets-parity, media-staged-uploads-create-non-merchandising, -default-http-method. */
const resources: Readonly<Record<string, Resource>> = {
  BULK_MUTATION_VARIABLES: { folder: "bulk", maximumBytes: maximumUploadBytes, isUsedByUrl: false },
  URL_REDIRECT_IMPORT: { folder: "redirect_imports", maximumBytes: fileBytes, isUsedByUrl: false },
  IMAGE: { folder: "products", putFolder: "files", maximumBytes: fileBytes, isUsedByUrl: true },
  PRODUCT_IMAGE: { folder: "products", maximumBytes: fileBytes, isUsedByUrl: true },
  FILE: { folder: "files", maximumBytes: fileBytes, isUsedByUrl: true },
  RETURN_LABEL: { folder: "return_labels", maximumBytes: fileBytes, isUsedByUrl: true, hidesName: true },
  DISPUTE_FILE_UPLOAD: { folder: "payments_file_uploads", maximumBytes: fileBytes, isUsedByUrl: true },
};

export interface StagedUploadsPayload {
  stagedTargets: UploadTarget[];
  userErrors: UserError[];
}

/** Makes places to upload files to. Recorded: media-staged-uploads-create-user-errors-shape and those above. */
export function stagedUploadsCreate(args: { input: StagedUploadInput[] }, request: AdminRequest): StagedUploadsPayload {
  if (args.input.some((input) => input.resource === "SHOP_IMAGE")) {
    throw topLevelError("Access denied for stagedUploadsCreate field.", "ACCESS_DENIED");
  }
  const userErrors = args.input.flatMap((input, index) => {
    const needsSize = input.resource === "VIDEO" || input.resource === "MODEL_3D";
    if (!needsSize || input.fileSize !== undefined) return [];
    const message = `file size is required for ${input.resource.toLowerCase()} resources`;
    return [userError(["input", index, "fileSize"], message, null)];
  });
  if (userErrors.length > 0) return { stagedTargets: [], userErrors };
  return { stagedTargets: args.input.map((input) => targetOf(input, request)), userErrors: [] };
}

function targetOf(input: StagedUploadInput, { shop }: AdminRequest): UploadTarget {
  const { storage } = shop.environment;
  const nowMs = shop.nowMs();
  const { filename, mimeType } = input;
  const media = { filename, fileSize: String(input.fileSize), nowMs };
  if (input.resource === "VIDEO") return videoTarget(storage, media);
  if (input.resource === "MODEL_3D") return modelTarget(storage, media);
  const resource = resources[input.resource];
  if (!resource) throw notSimulated(`staged uploads of ${input.resource}`);
  const isPut = (input.httpMethod ?? "PUT") === "PUT";
  const folder = isPut ? (resource.putFolder ?? resource.folder) : resource.folder;
  const name = resource.hidesName ? hiddenName(filename) : filename;
  const { maximumBytes, isUsedByUrl } = resource;
  const order = { key: `tmp/${shop.id}/${folder}/${randomUUID()}/${name}`, mimeType, maximumBytes, isUsedByUrl };
  return isPut ? putTarget(storage, order, nowMs) : postTarget(storage, order, nowMs);
}

function hiddenName(filename: string): string {
  const ending = /\.[^.]*$/.exec(filename)?.[0] ?? "";
  return createHash("md5").update(randomUUID()).digest("hex") + ending;
}
