export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Cuts a payload down to the paths of `include_fields` (`id`, `variants.price`); a path through a list cuts each entry.
 * Shopify: "Webhooks delivery structure".
 */
export function pickFields(payload: unknown, paths: readonly string[]): unknown {
  if (Array.isArray(payload)) return payload.map((entry: unknown) => pickFields(entry, paths));
  if (!isObject(payload)) return payload;
  const wanted = new Map<string, string[]>();
  for (const path of paths) {
    const [key = "", ...rest] = path.split(".");
    const below = wanted.get(key) ?? [];
    wanted.set(key, rest.length > 0 ? [...below, rest.join(".")] : below);
  }
  const picked: Record<string, unknown> = {};
  for (const [key, below] of wanted) {
    if (key in payload) picked[key] = below.length > 0 ? pickFields(payload[key], below) : payload[key];
  }
  return picked;
}
