import { InvalidInputError } from "#app/platform/errors.ts";
import { RequestTooLargeError } from "../request-errors.ts";

const MAX_FILE_MEGABYTES = 10;
const MAX_FILE_BYTES = MAX_FILE_MEGABYTES * 1_000_000;
/** What a form adds around its file. */
const FORM_BYTES = 10_000;

export interface UploadedFile {
  bytes: Uint8Array;
  /** The form's other fields. */
  fields: Record<string, string>;
}

/**
 * Reads a form with one file, `file`; no more than 10 MB of it are ever held.
 * @throws {RequestTooLargeError} @throws {InvalidInputError} when it holds no file.
 */
export async function readUploadedFile(request: Request): Promise<UploadedFile> {
  const body = await readBytes(request, MAX_FILE_BYTES + FORM_BYTES);
  const type = request.headers.get("content-type") ?? "";
  const form = await new Response(new Uint8Array(body), { headers: { "Content-Type": type } })
    .formData()
    .catch(() => null);
  const file = form?.get("file");
  if (!form || !(file instanceof File)) throw new InvalidInputError("request.file-missing", "Choose a file to send.");
  const fields = [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
  return { bytes: new Uint8Array(await file.arrayBuffer()), fields: Object.fromEntries(fields) };
}

/** Reads a body that is the file itself, in the same bounds. @throws {RequestTooLargeError} */
export const readFileBody = (request: Request): Promise<Uint8Array> => readBytes(request, MAX_FILE_BYTES);

async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw new RequestTooLargeError(MAX_FILE_MEGABYTES);
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const chunk: Uint8Array = read.value;
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      await reader?.cancel();
      throw new RequestTooLargeError(MAX_FILE_MEGABYTES);
    }
  }
  return Buffer.concat(chunks);
}
