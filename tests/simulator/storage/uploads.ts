import type { Answer, Call } from "../exchange.ts";
import type { FiredFault } from "../faults/script.ts";
import { earlyFault } from "../graphql/endpoint.ts";
import type { SimulatorState } from "../simulator-state.ts";
import { uploadBucket } from "../state/object-storage.ts";
import { StoredFile } from "../state/stored-file.ts";
import { MalformedForm } from "./byte-queue.ts";
import { boundaryOf, type FormPart, FormReader } from "./multipart.ts";
import { checkForm } from "./post-policy.ts";
import { putAnswer, storageError, uploadedAnswer } from "./storage-answers.ts";
import { checkPutUrl } from "./upload-targets.ts";

const longestFieldBytes = 65_536;

/** Takes the file of a posted form; the file is its last field, and what comes behind it is not looked at. */
export async function answerForm(state: SimulatorState, call: Call): Promise<Answer> {
  const boundary = boundaryOf(call.header("content-type"));
  if (boundary === null || !call.stream) {
    return storageError(400, "InvalidArgument", "Invalid argument.", "Cannot create buckets using a POST.");
  }
  const form = new FormReader(call.stream, boundary);
  try {
    return await readUpload(state, form);
  } catch (error) {
    if (!(error instanceof MalformedForm)) throw error;
    return storageError(
      400,
      "MalformedPOSTRequest",
      "The body of your POST request is not well-formed.",
      error.message,
    );
  }
}

async function readUpload(state: SimulatorState, form: FormReader): Promise<Answer> {
  const fields = new Map<string, string>();
  for (let part = await form.next(); part !== null; part = await form.next()) {
    if (part.isFile || part.name === "file") return takeFile(state, form, fields, part);
    fields.set(part.name.toLowerCase(), await readField(part));
  }
  return storageError(400, "InvalidArgument", "Invalid argument.", "The form has no file.");
}

async function readField(part: FormPart): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for (let piece = await part.read(); piece !== null; piece = await part.read()) {
    bytes += piece.length;
    if (bytes > longestFieldBytes) throw new MalformedForm(`The field ${part.name} is too long.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}

async function takeFile(
  state: SimulatorState,
  form: FormReader,
  fields: ReadonlyMap<string, string>,
  part: FormPart,
): Promise<Answer> {
  const { storage, clock } = state.environment;
  const checked = checkForm(storage, fields, clock.nowMs());
  if ("refusal" in checked) {
    await form.drain();
    const { status, code, message, details } = checked.refusal;
    return storageError(status, code, message, details);
  }
  const { policy } = checked;
  const key = fields.get("key") ?? "";
  const file = new StoredFile();
  let isTooLarge = false;
  await orClose(file, async () => {
    for (let piece = await part.read(); piece !== null; piece = await part.read()) {
      isTooLarge ||= file.sizeBytes + piece.length > policy.maximumBytes;
      if (!isTooLarge) file.append(piece);
    }
    await form.drain();
  });
  if (isTooLarge || file.sizeBytes < policy.minimumBytes) {
    file.close();
    if (!isTooLarge)
      return storageError(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum object size.");
    return storageError(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size.");
  }
  return keep(state, policy.bucket, key, file, uploadedAnswer(policy.bucket, key, file.md5));
}

/** Takes a file that is put to a signed URL. Its length is not checked here but when it is used. Recorded: …-file-size. */
export async function answerPut(state: SimulatorState, call: Call): Promise<Answer> {
  const { storage, clock } = state.environment;
  const file = new StoredFile();
  const check = checkPutUrl(storage, call.url, clock.nowMs());
  const reader = call.stream?.getReader();
  await orClose(file, async () => {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      if (check === "good") file.append(next.value);
    }
  });
  if (check !== "good") {
    file.close();
    if (check === "expired") return storageError(400, "ExpiredToken", "The provided token has expired.");
    const details = "The request signature we calculated does not match the signature you provided.";
    return storageError(403, "SignatureDoesNotMatch", "Access denied.", details);
  }
  const key = call.url.pathname.slice(1).split("/").map(decodeURIComponent).join("/");
  return keep(state, uploadBucket, key, file, putAnswer(file.md5));
}

/** Fills a file; one that breaks off on its way is not kept. */
async function orClose(file: StoredFile, fill: () => Promise<void>): Promise<void> {
  try {
    await fill();
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Keeps the file unless a fault at `bulk-upload` says otherwise. */
async function keep(
  state: SimulatorState,
  bucket: string,
  key: string,
  file: StoredFile,
  answer: Answer,
): Promise<Answer> {
  const { storage, clock } = state.environment;
  const fired = state.graphql.faults.meet(shopOfKey(state, key), ["bulk-upload"]);
  await clock.sleep(delayOf(fired));
  const early = earlyFault(fired, "before-apply");
  if (early) {
    file.close();
    return early;
  }
  storage.put(bucket, key, file);
  return earlyFault(fired, "after-apply") ?? answer;
}

function shopOfKey(state: SimulatorState, key: string): string {
  const shopId = Number(/^tmp\/(\d+)\//.exec(key)?.[1]);
  for (const shop of state.shops.values()) if (shop.id === shopId) return shop.domain;
  return "";
}

export function delayOf(fired: readonly FiredFault[]): number {
  return fired.reduce((sum, { fault }) => sum + (fault.effect === "delay" ? fault.delayMs : 0), 0);
}
