/** Parses JSON with whole numbers beyond 2^53 as text, digit for digit. */
export const parseExactJson = (text: string): unknown =>
  JSON.parse(text, (_key, value: unknown, ...[context]: unknown[]) => {
    if (typeof value !== "number" || !Number.isInteger(value) || Number.isSafeInteger(value)) return value;
    const source =
      typeof context === "object" && context !== null && "source" in context ? String(context.source) : String(value);
    return /^-?\d+$/.test(source) ? source : value;
  });
