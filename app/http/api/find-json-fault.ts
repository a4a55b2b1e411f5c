export interface TextPlace {
  /** Both from 1. */
  line: number;
  column: number;
}

const SPACE = /[ \t\r\n]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Where a text stops to be JSON: the engine's own messages say so only of some faults. */
export function findJsonFault(text: string): TextPlace {
  const before = text.slice(0, readThrough(text)).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

type Wanted = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end";

/** How far the text can be read. It keeps its own list of what is open: a hostile body nests deeper than calls may. */
function readThrough(text: string): number {
  const open: ("{" | "[")[] = [];
  let wanted: Wanted = "value";
  let at = skip(SPACE, text, 0);
  while (at < text.length) {
    const sign = text[at] ?? "";
    const step = readOne(text, at, { wanted, sign, inside: open.at(-1) });
    if (step === null) return at;
    if (step.opens) open.push(step.opens);
    if (step.closes) open.pop();
    wanted = step.wanted;
    at = skip(SPACE, text, step.end);
    if (open.length === 0 && wanted === "comma-or-end") return at;
  }
  return at;
}

interface Step {
  end: number;
  wanted: Wanted;
  opens?: "{" | "[";
  closes?: true;
}

function readOne(
  text: string,
  at: number,
  { wanted, sign, inside }: { wanted: Wanted; sign: string; inside: "{" | "[" | undefined },
): Step | null {
  const isClosing = sign === (inside === "{" ? "}" : "]") && inside !== undefined;
  const mayClose = wanted === "comma-or-end" || wanted === (inside === "{" ? "key-or-end" : "value-or-end");
  if (isClosing && mayClose) return { end: at + 1, wanted: "comma-or-end", closes: true };
  if (wanted === "comma-or-end") return sign === "," ? { end: at + 1, wanted: inside === "{" ? "key" : "value" } : null;
  if (wanted === "colon") return sign === ":" ? { end: at + 1, wanted: "value" } : null;
  if (wanted === "key" || wanted === "key-or-end") return ending(skipText(text, at), at, "colon");
  if (sign === "{") return { end: at + 1, wanted: "key-or-end", opens: "{" };
  if (sign === "[") return { end: at + 1, wanted: "value-or-end", opens: "[" };
  return ending(sign === '"' ? skipText(text, at) : skip(SCALAR, text, at), at, "comma-or-end");
}

const ending = (end: number, at: number, wanted: Wanted): Step | null => (end === at ? null : { end, wanted });

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** The end of a text in quotes that begins here; the same place when it is none. */
function skipText(text: string, start: number): number {
  if (text[start] !== '"') return start;
  for (let at = start + 1; at < text.length;) {
    const sign = text[at] ?? "";
    if (sign === '"') return at + 1;
    const next = sign === "\\" ? skip(ESCAPE, text, at) : at + 1;
    if (sign < " " || next === at) return start;
    at = next;
  }
  return start;
}
