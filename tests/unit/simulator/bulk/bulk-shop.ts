import {
  callGraphql,
  domain,
  type GraphqlAnswer,
  type OneShop,
  openReadyShop,
  payloadOf,
  productInput,
} from "../one-shop.ts";

export const stageUpload = `mutation StageUpload($input: [StagedUploadInput!]!) {
  stagedUploadsCreate(input: $input) {
    stagedTargets { url resourceUrl parameters { name value } }
    userErrors { field message }
  }
}`;

export const bulkCreateProduct = `mutation BulkCreateProduct($input: ProductSetInput!) {
  productSet(input: $input, synchronous: true) {
    product {
      id
      handle
      variants(first: 250) { edges { node { id sku title position inventoryItem { id } } } }
    }
    userErrors { code field message }
  }
}`;

export const runBulkMutation = `mutation RunBulkMutation($mutation: String!, $path: String!, $clientIdentifier: String) {
  bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $path, clientIdentifier: $clientIdentifier) {
    bulkOperation { id status }
    userErrors { code field message }
  }
}`;

export const runBulkQuery = `mutation RunBulkQuery($query: String!, $groupObjects: Boolean = false) {
  bulkOperationRunQuery(query: $query, groupObjects: $groupObjects) {
    bulkOperation { id status }
    userErrors { code field message }
  }
}`;

export const cancelBulk = `mutation CancelBulk($id: ID!) {
  bulkOperationCancel(id: $id) { bulkOperation { id status } userErrors { field message } }
}`;

const bulkStatus = `query BulkStatus($id: ID!) {
  bulkOperation(id: $id) {
    id type status errorCode objectCount rootObjectCount fileSize url partialDataUrl createdAt completedAt query
  }
}`;

export interface StagedTarget {
  url: string;
  resourceUrl: string;
  parameters: { name: string; value: string }[];
}

export interface SeenOperation {
  id: string;
  type: string;
  status: string;
  errorCode: string | null;
  objectCount: string;
  rootObjectCount: string;
  fileSize: string | null;
  url: string | null;
  partialDataUrl: string | null;
  createdAt: string;
  completedAt: string | null;
  query: string;
}

export interface ResultLine {
  __lineNumber: number;
  data?: { productSet: { product: { id: string; handle: string } | null; userErrors: { code: string }[] } | null };
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** A shop whose identity definition is there, with the ways of bulk operations. */
export interface BulkShop extends OneShop {
  stage: (input?: Record<string, unknown>) => Promise<StagedTarget>;
  /** Uploads lines and answers their path. */
  upload: (lines: readonly unknown[]) => Promise<string>;
  /** Starts a bulk create of products for these lines and answers the operation's id. */
  startCreate: (lines: readonly unknown[]) => Promise<string>;
  startQuery: (query: string, groupObjects?: boolean) => Promise<string>;
  see: (id: string) => Promise<SeenOperation>;
  download: (url: string | null) => Promise<Response>;
  lines: <Line = ResultLine>(url: string | null) => Promise<Line[]>;
}

export async function openBulkShop(options: Parameters<typeof openReadyShop>[0] = {}): Promise<BulkShop> {
  const opened = await openReadyShop(options);
  const { call, simulator } = opened;
  const shop: BulkShop = {
    ...opened,
    async stage(input = {}) {
      const wanted = {
        resource: "BULK_MUTATION_VARIABLES",
        filename: "lines.jsonl",
        mimeType: "text/jsonl",
        httpMethod: "POST",
        ...input,
      };
      const { stagedTargets } = payloadOf(await call(stageUpload, { input: [wanted] }), "stagedUploadsCreate");
      const [target]: StagedTarget[] = Array.isArray(stagedTargets) ? stagedTargets : [];
      if (!target) throw new Error("No target was staged.");
      return target;
    },
    async upload(lines) {
      const target = await shop.stage();
      const response = await simulator.fetch(target.url, { method: "POST", body: formOf(target, jsonLines(lines)) });
      if (response.status !== 201) throw new Error(`The upload was refused: ${await response.text()}`);
      return keyOf(target);
    },
    async startCreate(lines) {
      const path = await shop.upload(lines);
      return startedId(await call(runBulkMutation, { mutation: bulkCreateProduct, path }), "bulkOperationRunMutation");
    },
    startQuery: async (query, groupObjects = false) =>
      startedId(await call(runBulkQuery, { query, groupObjects }), "bulkOperationRunQuery"),
    async see(id) {
      // The first token lives an hour, operations may take days.
      const { accessToken } = simulator.installApp(domain);
      const seen = await callGraphql(simulator, accessToken, bulkStatus, { id });
      if (seen.errors) throw new Error(JSON.stringify(seen.errors));
      const operation: SeenOperation = JSON.parse(JSON.stringify(seen.data?.["bulkOperation"]));
      return operation;
    },
    download: (url) => simulator.fetch(url ?? "https://absent.test"),
    async lines<Line>(url: string | null): Promise<Line[]> {
      const text = await (await shop.download(url)).text();
      const found: Line[] = JSON.parse(`[${text.trimEnd().replaceAll("\n", ",")}]`);
      return found;
    },
  };
  return shop;
}

export function jsonLines(lines: readonly unknown[]): string {
  return lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
}

/** Lines that create as many products, each with an identity of its own. */
export function createLines(count: number): { input: Record<string, unknown> }[] {
  return Array.from({ length: count }, (_, index) => ({ input: productInput(`p${index}`) }));
}

export function formOf(target: StagedTarget, content: string | Blob): FormData {
  const form = new FormData();
  for (const { name, value } of target.parameters) form.append(name, value);
  form.append("file", typeof content === "string" ? new Blob([content]) : content, "lines.jsonl");
  return form;
}

export function keyOf(target: StagedTarget): string {
  return target.parameters.find(({ name }) => name === "key")?.value ?? "";
}

export function startedId(answer: GraphqlAnswer, field: string): string {
  const { bulkOperation, userErrors } = payloadOf(answer, field);
  if (typeof bulkOperation !== "object" || bulkOperation === null || !("id" in bulkOperation)) {
    throw new Error(`Nothing was started: ${JSON.stringify(userErrors)}`);
  }
  return String(bulkOperation.id);
}
