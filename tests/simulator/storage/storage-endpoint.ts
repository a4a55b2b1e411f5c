import type { Answer, Call, StreamedAnswer } from "../exchange.ts";
import type { SimulatorState } from "../simulator-state.ts";
import { downloadHost, storageUrl, uploadHost } from "../state/object-storage.ts";
import { answerDownload } from "./downloads.ts";
import { noSuchKey, storageError } from "./storage-answers.ts";
import { answerForm, answerPut } from "./uploads.ts";

/** Answers for the hosts of the storage, where files are uploaded to and results are fetched from. */
export async function answerStorage(state: SimulatorState, received: Call): Promise<Answer | StreamedAnswer> {
  const call = { ...received, url: storageUrl(received.url) };
  const { hostname, pathname } = call.url;
  try {
    if (hostname === uploadHost && call.method === "POST" && pathname === "/") return await answerForm(state, call);
    if (hostname === uploadHost && call.method === "PUT") return await answerPut(state, call);
    if (hostname === downloadHost && call.method === "GET") return await answerDownload(state, call);
  } catch (error) {
    // A caller that hangs up in the middle of its upload has nobody left to be told of it.
    if (call.signal?.aborted) return { kind: "dropped" };
    throw error;
  }
  await call.stream?.cancel();
  if (hostname !== uploadHost && hostname !== downloadHost) return noSuchKey();
  return storageError(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
}
