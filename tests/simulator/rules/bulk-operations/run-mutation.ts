import { type UserError, userError } from "../../graphql/errors.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { bulkUploadFolder, uploadBucket } from "../../state/object-storage.ts";
import type { ShopState } from "../../state/shop.ts";
import type { StoredFile } from "../../state/stored-file.ts";
import { checkBulkMutation, sizeFault } from "./check-document.ts";
import { refuseWhenBusy, startOperation } from "./start-operation.ts";
import type { BulkOperationPayload } from "./run-query.ts";

interface RunMutationArguments {
  mutation: string;
  stagedUploadPath: string;
  clientIdentifier?: string | null;
}

/** Largest file of lines. Recorded: bulk-operation-run-mutation-file-size. */
export const maximumUploadBytes = 104_857_600;

/**
 * Starts a bulk mutation over the lines of a staged upload.
 *
 * The order of the refusals is recorded as far as the recordings tell: the document before the file (…-user-errors),
 * the file before operations in progress (…-no-such-file-precedence, …-file-size), what is kept of the request last.
 */
export function bulkOperationRunMutation(args: RunMutationArguments, request: AdminRequest): BulkOperationPayload {
  const { shop, scopes } = request;
  const refuse = (userErrors: UserError[]): BulkOperationPayload => ({ bulkOperation: null, userErrors });
  const documentErrors = checkBulkMutation(args.mutation);
  if (documentErrors.length > 0) return refuse(documentErrors);
  const upload = findUpload(shop, args.stagedUploadPath);
  if (upload.file === null) return refuse([upload.error]);
  const busy = refuseWhenBusy(shop, "MUTATION");
  if (busy) return refuse([busy]);
  const requestErrors = checkKeptValues(args);
  if (requestErrors.length > 0) return refuse(requestErrors);
  const bulkOperation = startOperation(shop, "MUTATION", {
    document: args.mutation,
    scopes,
    clientIdentifier: args.clientIdentifier ?? null,
    upload: upload.file,
    groupObjects: true,
  });
  return { bulkOperation, userErrors: [] };
}

type Upload = { file: StoredFile } | { file: null; error: UserError };

function findUpload(shop: ShopState, path: string): Upload {
  const { storage } = shop.environment;
  const file = path.startsWith(bulkUploadFolder(shop.id)) ? storage.find(uploadBucket, path) : null;
  if (!file) {
    const message =
      "The JSONL file could not be found. Try uploading the file again, and check that you've entered the URL correctly for the stagedUploadPath mutation argument.";
    return { file: null, error: userError(null, message, "NO_SUCH_FILE") };
  }
  if (file.sizeBytes === 0) {
    return { file: null, error: userError(null, "The input file is empty.", "INVALID_STAGED_UPLOAD_FILE") };
  }
  if (file.sizeBytes > maximumUploadBytes) {
    const message = "The input file size exceeds the maximum allowed size of 100 MB.";
    return { file: null, error: userError(null, message, "INVALID_STAGED_UPLOAD_FILE") };
  }
  return { file };
}

/** Recorded: bulk-operation-storage-byte-limit, bulk-operation-run-mutation-client-identifier-validation. */
function checkKeptValues({ mutation, clientIdentifier }: RunMutationArguments): UserError[] {
  const errors: UserError[] = [];
  const size = sizeFault(mutation);
  if (size !== null) errors.push(userError(["query"], size, "INVALID_MUTATION"));
  const refuse = (message: string) => errors.push(userError(["clientIdentifier"], message, "INVALID_MUTATION"));
  if (typeof clientIdentifier !== "string") return errors;
  if (clientIdentifier.length < 10) refuse("is too short (minimum is 10 characters)");
  if (clientIdentifier.length > 255) refuse("is too long (maximum is 255 characters)");
  return errors;
}
