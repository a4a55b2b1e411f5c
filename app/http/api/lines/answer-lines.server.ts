import { RequestTooLargeError } from "../../request-errors.ts";
import { ApiFile } from "../api-file.server.ts";
import { TemporaryFile } from "./temporary-file.server.ts";

const MAX_MEGABYTES = 32;

/** Takes the results, one line of the answer each. */
export type TellResult = (result: object) => Promise<void>;

/**
 * Answers a body of JSON Lines by JSON Lines. The body is whole, in a file, before anything is done, and so is the answer
 * before it begins: what breaks off does nothing, and the status tells whether the lines were gone through.
 * @throws {RequestTooLargeError} when the body has more than 32 MB.
 */
export async function answerLines(
  request: Request,
  work: (source: () => AsyncIterable<Uint8Array>, tell: TellResult) => Promise<void>,
): Promise<ApiFile> {
  const body = await receiveBody(request);
  const answer = await TemporaryFile.open();
  try {
    await work(
      () => body.read(),
      (result) => answer.appendLine(result),
    );
  } catch (error) {
    await answer.close();
    throw error;
  } finally {
    await body.close();
  }
  return new ApiFile({ name: "results.jsonl", type: "application/jsonl", lines: answer.readAndClose() });
}

async function receiveBody(request: Request): Promise<TemporaryFile> {
  const file = await TemporaryFile.open();
  try {
    const reader = request.body?.getReader();
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      await file.append(read.value);
      if (file.bytes > MAX_MEGABYTES * 1024 * 1024) throw new RequestTooLargeError(MAX_MEGABYTES);
    }
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}
