import path from "node:path";
import { setUpExtension } from "@shopify/ui-extensions-tester";
import { render } from "preact";
import { onTestFinished } from "vitest";
import type { ProductBlockAnswer } from "#app/http/extensions/product-block-answer.ts";
import english from "../../../extensions/product-block/locales/en.default.json" with { type: "json" };

export const SHOWN = "gid://shopify/Product/7001";

type State = NonNullable<ProductBlockAnswer["state"]>;

/** A product that went into the shop, with what a test changes of it. */
export const sampleState = (changes: Partial<State> = {}): State => ({
  productId: "0191d6a4-0000-7000-8000-000000000001",
  title: "Lamp",
  externalId: "lamp-01",
  link: { linkedAt: "2026-11-23T08:00:00.000Z", isCreatedByApp: true, isGone: false, lacksIdentity: false },
  latestUpload: sampleUpload(),
  latestAttempt: {
    step: "CREATE_PRODUCT",
    outcome: "SUCCEEDED",
    startedAt: "2026-11-23T08:00:00.000Z",
    endedAt: "2026-11-23T08:00:01.000Z",
    failure: null,
  },
  uploadAgainRefusal: null,
  ...changes,
});

type Upload = NonNullable<State["latestUpload"]>;

export const sampleUpload = (changes: Partial<Upload> = {}): Upload => ({
  batchId: "0191d6a4-0000-7000-8000-000000000002",
  batchName: "Autumn",
  status: "SUCCESS",
  skipReason: null,
  createdAt: "2026-11-23T07:59:00.000Z",
  endedAt: "2026-11-23T08:00:01.000Z",
  variants: { SUCCESS: 3 },
  failure: null,
  ...changes,
});

export const sampleAnswer = (changes: Partial<ProductBlockAnswer> = {}): ProductBlockAnswer => ({
  storeName: "Sample store",
  hold: null,
  state: sampleState(),
  drift: { levels: 3, unknown: 0, differing: 0, units: 0, quarantined: 0 },
  ...changes,
});

/** What the app answers to one request: a status and a body, or nothing at all. */
export type Reply = { status?: number; body: unknown } | "no-answer" | Promise<{ body: unknown }>;

/**
 * The block in Shopify's own stand-in for the admin, with English texts, before an app that answers GET and POST one
 * after the other with what the test has; the last answer stays.
 */
export async function showBlock({ shown, uploaded = [], selected = [{ id: SHOWN }] }: Shown) {
  const extension = setUpExtension("admin.product-details.block.render", {
    configSearchDir: path.resolve(import.meta.dirname, "../../../extensions/product-block"),
  });
  onTestFinished(() => {
    render(null, document.body);
    extension[Symbol.dispose]();
  });
  extension.shopify.data.selected = selected;
  extension.shopify.i18n.translate = translate;
  const asked: { method: string; address: string; body: unknown }[] = [];
  const replies = { GET: [...shown], POST: [...uploaded] };
  extension.fetch = async (address, init) => {
    const method = init?.method === "POST" ? "POST" : "GET";
    asked.push({ method, address: typeof address === "string" ? address : "not a text", body: init?.body });
    const [reply] = replies[method].length > 1 ? replies[method].splice(0, 1) : replies[method];
    if (reply === undefined) throw new Error(`Nobody expected a ${method}.`);
    if (reply === "no-answer") throw new TypeError("Failed to fetch");
    const { status = 200, body }: { status?: number; body: unknown } = await reply;
    return new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
  };
  await extension.render();
  const text = () => document.body.textContent;
  const find = (selector: string) => [...document.body.querySelectorAll(selector)];
  const button = (label: string) => find("s-button").find((one) => one.textContent === label);
  const press = (label: string) => button(label)?.dispatchEvent(new Event("click"));
  return { text, find, button, press, asked };
}

interface Shown {
  shown: Reply[];
  uploaded?: Reply[];
  selected?: { id: string }[];
}

/** As the admin does it: a text of the locale file with its values put in; `count` chooses the form. */
function translate(key: string, values: Record<string, unknown> = {}): never {
  let found: unknown = english;
  for (const part of key.split(".")) found = (found as Record<string, unknown>)[part];
  if (typeof found === "object" && found !== null)
    found = (found as Record<string, unknown>)[values["count"] === 1 ? "one" : "other"];
  if (typeof found !== "string") throw new Error(`There is no text "${key}".`);
  return found.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name])) as never;
}
