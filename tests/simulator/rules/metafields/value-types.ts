/* What a metafield value of each type must look like. Recorded: metafields-set-input-validation and
   metafieldsSet-value-type-fidelity, whose sentences these are. */

const scalarTypes = (
  "antenna_gain area battery_charge_capacity battery_energy_capacity boolean capacitance color concentration " +
  "data_storage_capacity data_transfer_rate date_time date dimension display_density distance duration " +
  "electric_current electrical_resistance energy frequency id illuminance inductance json jurisdiction language link " +
  "luminous_flux mass_flow_rate money multi_line_text_field number_decimal number_integer power pressure rating " +
  "resolution rich_text_field rotational_speed single_line_text_field sound_level speed temperature thermal_power " +
  "url voltage volume volumetric_flow_rate weight"
).split(" ");
const listlessTypes = "boolean id json language money multi_line_text_field rich_text_field".split(" ");
const referenceTypes =
  "company customer product collection variant file product_taxonomy_value product_taxonomy_disclosure metaobject mixed disclosure page article order"
    .split(" ")
    .map((kind) => `${kind}_reference`);
const listlessReferences = ["product_taxonomy_disclosure_reference"];

/** In the order in which Shopify names them. Recorded: metafield-definition-create-input-validation (unknownType). */
const types = new Set([
  ...scalarTypes.filter((type) => type < "list."),
  ...scalarTypes.filter((type) => !listlessTypes.includes(type)).map((type) => `list.${type}`),
  ...scalarTypes.filter((type) => type > "list."),
  ...referenceTypes.flatMap((type) => (listlessReferences.includes(type) ? [type] : [type, `list.${type}`])),
]);

export function isMetafieldType(type: string): boolean {
  return types.has(type);
}

export function metafieldTypes(): string[] {
  return [...types];
}

export interface Validation {
  name: string;
  value: string | null;
}

const maximumListLength = 128;

export interface ValueFault {
  message: string;
  /** The entry of a list that is at fault. */
  elementIndex: number | null;
}

/** What is wrong with a value; null when nothing is. */
export function findValueFault(type: string, value: string, validations: readonly Validation[]): ValueFault | null {
  const ofWhole = (message: string | null): ValueFault | null =>
    message === null ? null : { message, elementIndex: null };
  if (value.trim() === "") return ofWhole("Value can't be blank.");
  if (!type.startsWith("list.")) return ofWhole(findScalarFault(type, value, validations));
  const entries = parseJson(value);
  if (!Array.isArray(entries)) return ofWhole("Value must be a JSON array.");
  if (entries.length > maximumListLength) return ofWhole("Value has more than 128 elements.");
  for (const [elementIndex, entry] of entries.entries()) {
    const text = typeof entry === "string" ? entry : JSON.stringify(entry);
    const message = findScalarFault(type.slice("list.".length), text, validations);
    if (message) return { message, elementIndex };
  }
  return null;
}

function findScalarFault(type: string, value: string, validations: readonly Validation[]): string | null {
  switch (type) {
    case "number_integer":
      return /^-?\d+$/.test(value) ? findRangeFault(value, validations) : "Value must be an integer.";
    case "number_decimal":
      if (!/^-?\d+(\.\d+)?$/.test(value)) return "Value must be a decimal.";
      if (Math.abs(Number(value)) > 9_999_999_999_999) return "Value can't exceed 9999999999999.";
      return findRangeFault(value, validations);
    case "boolean":
      return ["true", "false", "t", "f", "1", "0"].includes(value) ? null : "Value must be true or false.";
    case "color":
      return /^#[0-9a-f]{6}$/i.test(value) ? null : "Value must be a hex color code.";
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(value) && isDate(value) ? null : "Value must be in YYYY-MM-DD format.";
    case "date_time":
      return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) && isDate(value)
        ? null
        : "Value must be in “YYYY-MM-DDTHH:MM:SS” format. For example: 2022-06-01T15:30:00";
    case "single_line_text_field":
    case "id":
      if (/[\r\n]/.test(value)) return "Value must be a single line text string.";
      return findTextFault(value, validations);
    case "multi_line_text_field":
      return findTextFault(value, validations);
    case "json":
    case "rich_text_field":
      return parseJson(value) === undefined ? "Value is invalid JSON." : null;
    case "url":
      return findUrlFault(value);
    case "money":
      return findMoneyFault(value);
    case "rating":
      return findRatingFault(value);
    case "link":
      return findLinkFault(value);
    case "dimension":
    case "weight":
    case "volume":
      return findMeasurementFault(type, value);
    default:
      return null;
  }
}

function findTextFault(value: string, validations: readonly Validation[]): string | null {
  for (const { name, value: limit } of validations) {
    if (name === "max" && value.length > Number(limit)) return `Value has a maximum length of ${limit}.`;
    if (name === "min" && value.length < Number(limit)) return `Value has a minimum length of ${limit}.`;
    if (name === "choices" && limit) {
      const choices = parseJson(limit);
      if (Array.isArray(choices) && !choices.includes(value)) {
        return `Value does not exist in provided choices: ${limit}.`;
      }
    }
    if (name === "regex" && limit && !new RegExp(limit).test(value)) return "Value is not the correct format.";
  }
  return null;
}

function findRangeFault(value: string, validations: readonly Validation[]): string | null {
  for (const { name, value: limit } of validations) {
    if (name === "max" && Number(value) > Number(limit)) return `Value has a maximum of ${limit}.`;
    if (name === "min" && Number(value) < Number(limit)) return `Value has a minimum of ${limit}.`;
  }
  return null;
}

const urlSchemes = ["http", "https", "mailto", "sms", "tel"];

function findUrlFault(value: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase();
  if (!scheme) {
    return `Value cannot have an empty scheme (protocol), must include one of the following URL schemes: ${JSON.stringify(urlSchemes).replaceAll(",", ", ")}.'`;
  }
  return urlSchemes.includes(scheme)
    ? null
    : `Value must be one of the following URL schemes: ${urlSchemes.join(", ")}.`;
}

function findLinkFault(value: string): string | null {
  const link = parseJson(value);
  const url = isRecord(link) ? link["url"] : null;
  return typeof url === "string" && findUrlFault(url) === null ? null : "Value must be a valid link.";
}

function findMoneyFault(value: string): string | null {
  const money = parseJson(value);
  if (!isRecord(money) || money["amount"] === undefined || money["currency_code"] === undefined) {
    return "Value must be a stringified JSON object with amount (numeric) and currency_code (string matching the shop's currency) fields.";
  }
  const currency = money["currency_code"];
  if (typeof currency !== "string" || currency === "") return "Value must have a currency code.";
  if (!Number.isFinite(Number(money["amount"]))) return "Value must have a numeric amount.";
  const { amount } = money;
  if (isBeyond(typeof amount === "string" ? amount : JSON.stringify(amount), 1_000_000_000_000_000_000n))
    return "Value must be within +/-1000000000000000000.";
  return Intl.supportedValuesOf("currency").includes(currency)
    ? null
    : `Value contains an invalid currency, ${currency}.`;
}

/** Whether a decimal is farther from zero than a limit; numbers cannot tell the largest apart. */
function isBeyond(decimal: string, limit: bigint): boolean {
  const [, whole = "0", fraction = ""] = /^[+-]?(\d+)(?:\.(\d*))?$/.exec(decimal.trim()) ?? [];
  return BigInt(whole) > limit || (BigInt(whole) === limit && /[1-9]/.test(fraction));
}

function findRatingFault(value: string): string | null {
  const rating = parseJson(value);
  if (!isRecord(rating)) return "Value must be a stringified JSON object with value, scale_min and scale_max fields.";
  if (Number(rating["value"]) > Number(rating["scale_max"])) {
    return `Value has a maximum of ${String(rating["scale_max"])}.`;
  }
  if (Number(rating["value"]) < Number(rating["scale_min"])) {
    return `Value has a minimum of ${String(rating["scale_min"])}.`;
  }
  return null;
}

const units: Record<string, readonly string[]> = {
  dimension: "in ft yd mm cm m".split(" "),
  weight: "oz lb g kg".split(" "),
  volume: "ml cl l m3 us_fl_oz us_pt us_qt us_gal imp_fl_oz imp_pt imp_qt imp_gal".split(" "),
};
const unitNames =
  /^(inches|feet|yards|millimeters|centimeters|meters|ounces|pounds|grams|kilograms|milliliters|centiliters|liters)$/i;

function findMeasurementFault(type: string, value: string): string | null {
  const measurement = parseJson(value);
  if (!isRecord(measurement)) return "Value must be a stringified JSON object with value and unit fields.";
  const amount = measurement["value"];
  if (!Number.isFinite(Number(amount)) || Number(amount) < 0) return "Value must be a non-negative number.";
  const unit = String(measurement["unit"]);
  return units[type]?.includes(unit.toLowerCase()) || unitNames.test(unit) ? null : "Value must be a supported unit.";
}

function isDate(value: string): boolean {
  return !Number.isNaN(Date.parse(value));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
