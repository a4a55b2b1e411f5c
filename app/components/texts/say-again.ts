/** Sentences of the server with what they are in another language. */
type Sentences = Readonly<Record<string, string>>;

interface Pattern {
  matches: RegExp;
  /** The names of the values, in the order of the English sentence. */
  values: readonly { name: string; kind: string | undefined }[];
  words: string;
}

const VALUE = /\{\{(\w+)(?:, (\w+))?\}\}/g;

/**
 * Says in another language what the server said in English, with the values that stand in it: `{{count, number}}` is a
 * number, `{{reasons, said}}` one or more sentences of the server themselves, with "; " between, and any other value
 * stays as it is. What is not known stays in English.
 */
export function createSaid(sentences: Sentences, language: string): (text: string) => string {
  const known = new Map(Object.entries(sentences));
  // What says more is tried first, as a sentence may begin like a longer one.
  const patterns = [...known]
    .filter(([english]) => english.includes("{{"))
    .toSorted(([one], [other]) => other.length - one.length)
    .map(([english, words]) => toPattern(english, words));
  const say = (text: string): string => {
    const words = known.get(text);
    if (words !== undefined) return words;
    for (const pattern of patterns) {
      const found = pattern.matches.exec(text);
      if (found) return fill(pattern, found.slice(1));
    }
    return text;
  };
  const fill = ({ values, words }: Pattern, found: readonly string[]): string => {
    const shown = new Map(values.map(({ name, kind }, at) => [name, show(found[at] ?? "", kind)]));
    return words.replaceAll(VALUE, (_value, name: string) => shown.get(name) ?? "");
  };
  const show = (value: string, kind: string | undefined): string => {
    if (kind === "number") return new Intl.NumberFormat(language).format(Number(value.replaceAll(",", "")));
    if (kind !== "said") return value;
    const whole = say(value);
    return whole === value ? value.split("; ").map(say).join("; ") : whole;
  };
  return say;
}

function toPattern(english: string, words: string): Pattern {
  const values = [...english.matchAll(VALUE)].map(([, name = "", kind]) => ({ name, kind }));
  const literals = english.split(/\{\{[^}]*\}\}/).map(asLiteral);
  const parts = literals.map((literal, at) => `${literal}${values[at] ? shapeOf(values[at].kind) : ""}`);
  return { matches: new RegExp(`^${parts.join("")}$`, "s"), values, words };
}

const shapeOf = (kind: string | undefined): string => (kind === "number" ? String.raw`(\d[\d,]*(?:\.\d+)?)` : "(.+?)");

const asLiteral = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
