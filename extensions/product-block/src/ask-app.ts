import type { ProductBlockAnswer, UploadAgainAnswer } from "../../../app/http/extensions/product-block-answer.ts";
import { say } from "./texts.ts";

/** Relative to the app's own address; the admin adds the session token of whoever looks. */
const ADDRESS = "/app/extension/product";

/** What the app answered, or in plain words why it did not. */
export type Told<Answer> = { answer: Answer } | { problem: string };

/** How the product stands in this store. */
export const askState = (shopifyProductId: string): Promise<Told<ProductBlockAnswer>> =>
  ask(isState, `${ADDRESS}?${new URLSearchParams({ shopifyProductId })}`);

/** Approves the product anew, for this store. */
export const askUpload = (shopifyProductId: string): Promise<Told<UploadAgainAnswer>> =>
  ask(isUpload, ADDRESS, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ shopifyProductId }),
  });

type IsAnswer<Answer extends object> = (told: object) => told is Answer;

const isState: IsAnswer<ProductBlockAnswer> = (told): told is ProductBlockAnswer => "state" in told;
const isUpload: IsAnswer<UploadAgainAnswer> = (told): told is UploadAgainAnswer => "batchId" in told;

async function ask<Answer extends object>(
  isAnswer: IsAnswer<Answer>,
  address: string,
  init?: RequestInit,
): Promise<Told<Answer>> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch {
    return { problem: say("problem.noAnswer") };
  }
  const told = await readJson(response);
  if (response.ok && told !== null && isAnswer(told)) return { answer: told };
  if (response.status === 401) return { problem: say("problem.session") };
  return { problem: detailOf(told) ?? say("problem.unknown", { status: response.status }) };
}

/** Null for an answer that is not from the app, such as the page of a proxy before it. */
async function readJson(response: Response): Promise<object | null> {
  try {
    const told: unknown = await response.json();
    return typeof told === "object" ? told : null;
  } catch {
    return null;
  }
}

const detailOf = (told: object | null): string | null =>
  told !== null && "detail" in told && typeof told.detail === "string" ? told.detail : null;
