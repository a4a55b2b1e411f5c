import { z } from "zod";
import { shopHost } from "./addresses.ts";
import type { ShopOptions } from "./options.ts";

/** What a merchant may set, and change later. */
export const shopSettings = {
  name: z.string().min(1).optional(),
  currencyCode: z
    .string()
    .regex(/^[A-Z]{3}$/, "A currency is three capital letters.")
    .optional(),
  ianaTimezone: z.string().refine(isTimezone, "This is not a time zone of the IANA list.").optional(),
};

const shopOptions = z.strictObject({
  domain: z.string().regex(shopHost, "A shop's domain is <name>.myshopify.com, in lower case."),
  ...shopSettings,
  plan: z.enum(["standard", "advanced", "plus", "enterprise", "unlimited"]).optional(),
  locations: z.array(z.string().min(1)).min(1).optional(),
  publications: z.array(z.string().min(1)).optional(),
  ownerUserId: z.int().min(1).optional(),
});

/** Checks a list of shops, as a file or a caller gives it. @throws ZodError that names what is wrong where. */
export function parseShopOptions(value: unknown): ShopOptions[] {
  const shops = z.array(shopOptions).min(1, "At least one shop is needed.").parse(value);
  return shops.map((shop) => withoutUndefined(shop));
}

type ParsedShop = z.output<typeof shopOptions>;

function withoutUndefined(shop: ParsedShop): ShopOptions {
  const { domain, ...optional } = shop;
  const given: Partial<ShopOptions> = Object.fromEntries(
    Object.entries(optional).filter(([, value]) => value !== undefined),
  );
  return { domain, ...given };
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
