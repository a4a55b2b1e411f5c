import type { UploadPurpose } from "@prisma/client";
import { ConflictError } from "#app/platform/errors.ts";

/** Rows of products that leave a store carry no content: to correct and approve them would bring the products back. */
export function requireUpload({ purpose }: { purpose: UploadPurpose }): void {
  if (purpose === "UPLOAD") return;
  throw new ConflictError(
    "correction.not-an-upload",
    "This batch takes products off sale, so there is no content to correct. Retry its failed rows instead.",
  );
}
