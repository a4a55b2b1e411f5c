/** A value that was read: as it stands, repaired (`repair` says how), or not at all. */
export type Reading<T> =
  { kind: "read"; value: T } | { kind: "repaired"; value: T; repair: string } | { kind: "unreadable"; reason: string };

const read = <T>(value: T): Reading<T> => ({ kind: "read", value });
const repaired = <T>(value: T, repair: string): Reading<T> => ({ kind: "repaired", value, repair });
const unreadable = (reason: string): Reading<never> => ({ kind: "unreadable", reason });

const PLAIN = /^(?:\d+\.?\d*|\.\d+)$/;
const THOUSANDS_POINT = /^\d{1,3}(?:\.\d{3})+(?:,\d+)$|^\d{1,3}(?:\.\d{3}){2,}$/;
const THOUSANDS_COMMA = /^\d{1,3}(?:,\d{3})+(?:\.\d+)$|^\d{1,3}(?:,\d{3}){2,}$/;
const DECIMAL_COMMA = /^\d+,(?:\d{1,2}|\d{4,})$/;
const MONEY_SIGNS = /[\p{Sc}\s'’]|(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])/gu;

/** The shortest decimal text of the same number: `019.90` is `19.9`. */
export function canonicalDecimal(text: string): string {
  const [whole = "", fraction = ""] = text.split(".");
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  const decimals = fraction.replace(/0+$/, "");
  return decimals === "" ? digits : `${digits}.${decimals}`;
}

/**
 * A number that is not negative, as canonical decimal text. "1.234,56", "12,50" and "$1,234.56" are repaired;
 * "1,234" is refused, because half of the world reads 1234 and the other half 1.234.
 */
export function readDecimal(raw: string): Reading<string> {
  const text = raw.trim();
  if (PLAIN.test(text)) return read(canonicalDecimal(text));
  const bare = text.replace(MONEY_SIGNS, "");
  const said = (value: string) => repaired(canonicalDecimal(value), `"${text}" was read as ${canonicalDecimal(value)}`);
  if (/^[-−–(]/.test(bare)) return unreadable(`"${text}" is negative`);
  if (PLAIN.test(bare)) return said(bare);
  if (THOUSANDS_POINT.test(bare)) return said(bare.replaceAll(".", "").replace(",", "."));
  if (THOUSANDS_COMMA.test(bare)) return said(bare.replaceAll(",", ""));
  if (DECIMAL_COMMA.test(bare)) return said(bare.replace(",", "."));
  if (/^\d{1,3},\d{3}$/.test(bare)) return unreadable(`"${text}" may mean thousands or decimals`);
  return unreadable(`"${text}" is not a number`);
}

export const isNegativeNumber = (raw: string): boolean => /^[-−–(]\s*[\d.,]/.test(raw.trim().replace(MONEY_SIGNS, ""));

/** Decimal text rounded to so many places; exact, because prices do not survive floating point. */
export function roundDecimal(text: string, places: number): string {
  const [whole = "0", fraction = ""] = text.split(".");
  if (fraction.length <= places) return canonicalDecimal(text);
  const scaled = BigInt(whole + fraction.slice(0, places)) + (Number(fraction.charAt(places)) >= 5 ? 1n : 0n);
  const digits = scaled.toString().padStart(places + 1, "0");
  return canonicalDecimal(`${digits.slice(0, digits.length - places)}.${digits.slice(digits.length - places)}`);
}

const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+\d{1,3}$/i;

/** Whether a spreadsheet turned a long number into `3.65E+11`: its digits are lost. */
export const isMangledNumber = (raw: string): boolean => SCIENTIFIC.test(raw.trim());

/** A barcode as text; the guards `="…"` and `'…` and a trailing `.0` of spreadsheets are removed. */
export function readBarcode(raw: string): Reading<string> {
  const text = raw.trim();
  if (isMangledNumber(text)) return unreadable(`"${text}" has lost its digits in a spreadsheet`);
  const bare = text
    .replace(/^="?([^"]*)"?$/, "$1")
    .replace(/^'/, "")
    .replace(/^(\d{6,})\.0+$/, "$1")
    .trim();
  return bare === text ? read(text) : repaired(bare, `"${text}" was read as ${bare}`);
}

const MAX_QUANTITY = 2_147_483_647;

/** A whole number of pieces; negative when more was sold than there was. */
export function readQuantity(raw: string): Reading<number> {
  const text = raw.trim();
  const bare = text
    .replace(/[.,]0+$/, "")
    .replace(/^(-?\d{1,3})((?:[.,' ]\d{3})+)$/, (_, head: string, tail: string) => {
      return head + tail.replace(/[.,' ]/g, "");
    });
  if (!/^-?\d+$/.test(bare) || Math.abs(Number(bare)) > MAX_QUANTITY)
    return unreadable(`"${text}" is not a whole number`);
  const value = Number(bare) + 0;
  return bare === text ? read(value) : repaired(value, `"${text}" was read as ${value}`);
}

const GRAMS = new Map([
  ["g", 1],
  ["gram", 1],
  ["grams", 1],
  ["kg", 1000],
  ["oz", 28.349523125],
  ["lb", 453.59237],
  ["lbs", 453.59237],
]);

const MAX_GRAMS = 999_999_999;

/** Grams with at most three decimals, from a weight and its unit (g, kg, oz, lb). */
export function readWeightGrams(raw: string, unit: string): Reading<string> {
  const factor = GRAMS.get(unit.trim().toLowerCase());
  if (factor === undefined) return unreadable(`"${unit.trim()}" is none of g, kg, oz, lb`);
  const weight = readDecimal(raw);
  if (weight.kind === "unreadable") return weight;
  const grams = factor === 1 ? weight.value : (Number(weight.value) * factor).toFixed(6);
  if (!(Number(grams) <= MAX_GRAMS)) return unreadable(`"${raw.trim()}" is too heavy`);
  return { ...weight, value: roundDecimal(grams, 3) };
}

const YES = new Set(["true", "yes", "y", "1", "t"]);
const NO = new Set(["false", "no", "n", "0", "f"]);

export function readFlag(raw: string): Reading<boolean> {
  const text = raw.trim().toLowerCase();
  if (YES.has(text)) return read(true);
  if (NO.has(text)) return read(false);
  return unreadable(`"${raw.trim()}" is neither yes nor no`);
}

/** The part of a shop address: lower case letters, digits and hyphens. Idempotent; empty when nothing is left. */
export function toHandle(text: string): string {
  const address = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}\p{M}_-]+/gu, "-")
    .replace(/-{2,}/g, "-")
    .replace(/^-+|-+$/g, "");
  return shortenText(address, 255).replace(/-+$/, "");
}

/** An address that a browser can fetch. */
export function readImageUrl(raw: string): Reading<string> {
  const text = raw.trim();
  const address = text.startsWith("//") ? `https:${text}` : text;
  const isWeb = /^https?:\/\//i.test(address) && URL.canParse(address);
  if (!isWeb) return unreadable(`"${text.slice(0, 200)}" is not a web address`);
  return address === text ? read(text) : repaired(address, `"${text}" was read as ${address}`);
}

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Without control characters (but tabs and line ends) and lone surrogates: PostgreSQL stores no NUL, a shop shows none. */
export const cleanText = (text: string): string => text.replace(CONTROL, "").replace(LONE_SURROGATE, "");

/** At most so many characters, never half a character. */
export function shortenText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return text.slice(0, maxLength).replace(LONE_SURROGATE, "");
}

/** Names of a category path, from `A > B` or another separator. */
export function readCategoryPath(raw: string, separator: string): string[] {
  return raw
    .split(separator)
    .flatMap((part) => part.split(" > "))
    .map((name) => shortenText(name.replace(/\s+/g, " ").trim(), 255))
    .filter((name) => name !== "" && name !== ">");
}
