/* Shopify's search syntax: terms, AND (or nothing between them), OR, NOT (or a minus), parentheses. */

export type Comparison = ":" | ":>" | ":>=" | ":<" | ":<=";

export interface Term {
  field: string | null;
  comparison: Comparison;
  value: string;
  isNegated: boolean;
}

type Expression =
  | { kind: "term"; term: Term }
  | { kind: "all"; parts: Expression[] }
  | { kind: "any"; parts: Expression[] }
  | { kind: "not"; part: Expression };

const token =
  /\s*(?:(-|NOT\s+)(?=\()|(\(|\))|(-|NOT\s+)?(?:(\w+)(:>=|:<=|:>|:<|:))?(?:'([^']*)'|"([^"]*)"|([^\s()]+)))/y;

interface Token {
  kind: "(" | ")" | "not" | "or" | "and" | "term";
  term: Term;
}

/** The tokens of a search; words that are none of the syntax are terms without a field. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [, groupNegation, parenthesis, negation, field, operator, single, double, bare] = match;
    const value = single ?? double ?? unescaped(bare ?? "");
    const term: Term = {
      field: field ?? null,
      comparison: isComparison(operator) ? operator : ":",
      value,
      isNegated: negation !== undefined,
    };
    if (parenthesis === "(" || parenthesis === ")") tokens.push({ kind: parenthesis, term });
    else if (groupNegation !== undefined) tokens.push({ kind: "not", term });
    else if (!field && bare === "OR") tokens.push({ kind: "or", term });
    else if (!field && bare?.toUpperCase() === "AND") tokens.push({ kind: "and", term });
    else tokens.push({ kind: "term", term });
  }
  return tokens;
}

function isComparison(text: string | undefined): text is Comparison {
  return text !== undefined && [":", ":>", ":>=", ":<", ":<="].includes(text);
}

/** Outside of quotes a backslash takes the next character as it is. */
function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, "$1");
}

/** AND binds closer than OR. Recorded: products-or-precedence, products-advanced-search. */
function parseAny(tokens: Token[]): Expression {
  const parts = [parseAll(tokens)];
  while (tokens[0]?.kind === "or") {
    tokens.shift();
    parts.push(parseAll(tokens));
  }
  return { kind: "any", parts };
}

function parseAll(tokens: Token[]): Expression {
  const parts: Expression[] = [];
  for (let next = tokens[0]; next && next.kind !== "or" && next.kind !== ")"; next = tokens[0]) {
    tokens.shift();
    if (next.kind === "term") parts.push({ kind: "term", term: next.term });
    else if (next.kind === "(") parts.push(parseGroup(tokens));
    else if (next.kind === "not") {
      tokens.shift();
      parts.push({ kind: "not", part: parseGroup(tokens) });
    }
  }
  return { kind: "all", parts };
}

function parseGroup(tokens: Token[]): Expression {
  const group = parseAny(tokens);
  if (tokens[0]?.kind === ")") tokens.shift();
  return group;
}

/** The terms of a search without its structure. */
export function parseTerms(query: string | null | undefined): Term[] {
  return tokensOf(query ?? "").flatMap(({ kind, term }) => (kind === "term" ? [term] : []));
}

/** Reads a search into a test of rows; `matches` says whether a row fits one term. */
export function searchTest<Row>(
  query: string | null | undefined,
  matches: (row: Row, term: Term) => boolean,
): (row: Row) => boolean {
  const expression = parseAny(tokensOf((query ?? "").trim()));
  return (row) => holds(expression, (term) => matches(row, term) !== term.isNegated);
}

function holds(expression: Expression, test: (term: Term) => boolean): boolean {
  switch (expression.kind) {
    case "term":
      return test(expression.term);
    case "all":
      return expression.parts.every((part) => holds(part, test));
    case "any":
      return expression.parts.some((part) => holds(part, test));
    case "not":
      return !holds(expression.part, test);
  }
}

/** Texts compare without case; a star at the end stands for anything. */
export function matchesText(text: string, wanted: string): boolean {
  const folded = wanted.toLowerCase();
  if (folded.endsWith("*")) return text.toLowerCase().startsWith(folded.slice(0, -1));
  return text.toLowerCase() === folded;
}

const comparisons: Record<Comparison, (value: number, limit: number) => boolean> = {
  ":": (value, limit) => value === limit,
  ":>": (value, limit) => value > limit,
  ":>=": (value, limit) => value >= limit,
  ":<": (value, limit) => value < limit,
  ":<=": (value, limit) => value <= limit,
};

export function compareNumbers(value: number, limit: number, { comparison }: Term): boolean {
  return comparisons[comparison](value, limit);
}

/** The number that a term gives for an id, be it a global id or bare. */
export function idIn({ value }: Term): number {
  return Number(value.replace(/^.*\//, ""));
}
