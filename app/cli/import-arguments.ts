import { parseArgs } from "node:util";

export const IMPORT_HELP = `Imports a catalog file into an organization's catalog.

Usage: npm run import -- --organization ORG [options] FILE

  --organization ORG   key (slug) of the organization
  --mapping NAME       column mapping: spree, vendure, or the path of a .json file; recognized by the header when absent
  --format FORMAT      shopify-csv, mapped-csv or jsonl; recognized by the content when absent
  --currency CODE      currency (ISO 4217) of prices that name none; also which one to take of several
  --rejects FILE       where lines that cannot be imported go; FILE.rejects.csv in the current folder when absent
  --json               the summary as one line of JSON
  --help               this text

Importing a file again changes nothing; products and variants that are not in the file stay. The database is the one
that DATABASE_URL names. docs/import.md describes the formats, every repair and every reason to reject a line.

Exit: 0 everything was imported, 2 some lines were rejected, 1 the import failed or was called wrongly.`;

const FORMATS = ["shopify-csv", "mapped-csv", "jsonl"] as const;

export interface ImportArguments {
  organization: string;
  file: string;
  mapping: string | null;
  format: (typeof FORMATS)[number] | null;
  currencyCode: string | null;
  rejectsFile: string | null;
  isJson: boolean;
}

/** Thrown for a call that cannot be meant; the message says how to call. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Reads the command line; null asks for the help text.
 * @throws {UsageError} naming what is wrong.
 */
export function readImportArguments(args: readonly string[]): ImportArguments | null {
  const { values, positionals } = parse(args);
  if (values.help === true) return null;
  const [file, ...others] = positionals;
  if (values.organization === undefined || values.organization === "") {
    throw new UsageError("Say into which organization: --organization ORG.");
  }
  if (file === undefined || file === "") throw new UsageError("Name the file to import.");
  if (others.length > 0) throw new UsageError(`One file at a time: ${positionals.join(", ")} are several.`);
  const format = FORMATS.find((one) => one === values.format) ?? null;
  if (values.format !== undefined && format === null) {
    throw new UsageError(`There is no format ${values.format}. It is one of ${FORMATS.join(", ")}.`);
  }
  return {
    organization: values.organization,
    file,
    mapping: values.mapping ?? null,
    format,
    currencyCode: values.currency ?? null,
    rejectsFile: values.rejects ?? null,
    isJson: values.json === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        organization: { type: "string" },
        mapping: { type: "string" },
        format: { type: "string" },
        currency: { type: "string" },
        rejects: { type: "string" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    // Node goes on to explain how a file is named whose name begins with a hyphen.
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new UsageError(reason.endsWith(".") ? reason : `${reason}.`);
  }
}
