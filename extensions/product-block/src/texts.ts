import type english from "../locales/en.default.json";

type KeysOf<Texts, Path extends string = ""> = {
  [Key in keyof Texts & string]: Texts[Key] extends string | { one: string; other: string }
    ? `${Path}${Key}`
    : KeysOf<Texts[Key], `${Path}${Key}.`>;
}[keyof Texts & string];

/** A text of the locale files: one that is not there does not compile. */
export type TextKey = KeysOf<typeof english>;

/** A text in the language of the admin. `count` chooses between one and many. */
export const say = (key: TextKey, values?: Record<string, string | number>): string =>
  shopify.i18n.translate(key, values);

/** A time in the admin's language. */
export const sayTime = (isoTime: string): string =>
  shopify.i18n.formatDate(new Date(isoTime), { dateStyle: "medium", timeStyle: "short" });

export const sayNumber = (number: number): string => shopify.i18n.formatNumber(number);
