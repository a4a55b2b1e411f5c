import { isRecord, type Json } from "./json.ts";
import { recordedAnswer, type RecordedCall, type RecordedStep, type RecordedUpload } from "./recorded.ts";

const requestKeys = new Set(["query", "document", "variables", "request", "requestVariables"]);
const partsOfAnswer = new Set(["data", "errors", "extensions"]);
const answerKeys = new Set(["response", "result", "payload", "body"]);

/** The steps of a scenario in the order of its file: whole requests, and answers whose document is not there. */
export function stepsOfFixture(name: string, fixture: Json, calls: ReadonlyMap<string, RecordedCall>): RecordedStep[] {
  const steps: RecordedStep[] = [];
  walk(fixture, "", {}, { name, calls, steps });
  return steps;
}

interface Walk {
  name: string;
  calls: ReadonlyMap<string, RecordedCall>;
  steps: RecordedStep[];
}

function walk(node: unknown, pointer: string, variables: Json, to: Walk): void {
  if (Array.isArray(node)) {
    node.forEach((entry, index) => walk(entry, `${pointer}/${index}`, {}, to));
    return;
  }
  if (!isRecord(node)) return;
  const call = to.calls.get(pointer);
  const answer = call ? null : answerIn(node);
  if (answer) to.steps.push({ kind: "facts", source: `${to.name}#${pointer}`, variables, answer });
  // What a node nests beside its answer came before it, if it stands before it.
  let isCallTaken = false;
  for (const [key, value] of Object.entries(node)) {
    if (answer && partsOfAnswer.has(key)) continue;
    const upload = uploadIn(value, node["uploadContent"]);
    if (upload) {
      const source = `${to.name}#${pointer}/${escape(key)}`;
      to.steps.push({ kind: "upload", source, variables: {}, answer: {}, ...upload });
      continue;
    }
    if (requestKeys.has(key) && !holdsCall(to.calls, `${pointer}/${escape(key)}`)) continue;
    if (call && answerKeys.has(key)) {
      if (!isCallTaken) to.steps.push(call);
      isCallTaken = true;
      continue;
    }
    const own = variablesIn(node);
    const isAnswer = answerKeys.has(key);
    walk(value, `${pointer}/${escape(key)}`, isAnswer ? (own ?? variables) : {}, to);
  }
  if (call && !isCallTaken) to.steps.push(call);
}

/** What the storage answered to an upload: the file's place, or nothing but that it has taken so many bytes. */
function uploadIn(node: unknown, content: unknown): Pick<RecordedUpload, "path" | "content" | "sizeBytes"> | null {
  if (!isRecord(node) || typeof node["body"] !== "string") return null;
  const path = /<PostResponse>.*<Key>([^<]*)<\/Key>/.exec(node["body"])?.[1] ?? null;
  const sizeBytes = typeof node["sizeBytes"] === "number" ? node["sizeBytes"] : null;
  if (path === null && sizeBytes === null) return null;
  return { path, content: typeof content === "string" ? content : null, sizeBytes };
}

function holdsCall(calls: ReadonlyMap<string, RecordedCall>, pointer: string): boolean {
  return [...calls.keys()].some((other) => other === pointer || other.startsWith(`${pointer}/`));
}

function answerIn(node: Json): RecordedCall["answer"] | null {
  if (!isRecord(node["data"]) && !Array.isArray(node["errors"])) return null;
  const read = recordedAnswer.safeParse(node);
  return read.success ? read.data : null;
}

function variablesIn(node: Json): Json | null {
  const request = isRecord(node["request"]) ? node["request"] : {};
  for (const candidate of [node["variables"], node["requestVariables"], request["variables"]]) {
    if (isRecord(candidate)) return candidate;
  }
  return null;
}

function escape(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
