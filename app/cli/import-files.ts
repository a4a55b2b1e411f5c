import { constants } from "node:fs";
import { access, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { parseColumnMapping, type ColumnMapping } from "#app/domain/catalog/imports/csv/mapped-csv.ts";
import { UsageError } from "./import-arguments.ts";

/**
 * The size of a file that can be imported, in bytes.
 * @throws {UsageError} for what is absent, not readable, or not a file: an import reads its file several times, which a
 * pipe cannot give.
 */
export async function checkCatalogFile(file: string): Promise<number> {
  const found = await stat(file).catch((error: unknown) => {
    throw new UsageError(`The file ${file} cannot be read: ${reasonOf(error)}.`);
  });
  if (found.isDirectory()) throw new UsageError(`${file} is a folder. Name one file in it.`);
  if (!found.isFile()) {
    throw new UsageError(`${file} is a pipe or a device. Save what it gives as a file, and import that one.`);
  }
  await access(file, constants.R_OK).catch((error: unknown) => {
    throw new UsageError(`The file ${file} cannot be read: ${reasonOf(error)}.`);
  });
  return found.size;
}

/**
 * Makes sure, before anything is imported, that rejected lines will have somewhere to go.
 * @throws {UsageError} when the file cannot be written, or is the catalog itself.
 */
export async function checkRejectsPath(rejectsFile: string, catalogFile: string): Promise<void> {
  const cannot = (reason: string) =>
    new UsageError(`The rejects file ${rejectsFile} cannot be written: ${reason}. Name another one with --rejects.`);
  const found = await stat(rejectsFile).catch(() => null);
  if (found?.isDirectory() === true) throw cannot("it is a folder");
  const isCatalog = found !== null && (await realpath(rejectsFile)) === (await realpath(catalogFile));
  if (isCatalog) throw cannot("it is the file to import");
  await access(found === null ? path.dirname(path.resolve(rejectsFile)) : rejectsFile, constants.W_OK).catch(
    (error: unknown) => {
      throw cannot(reasonOf(error));
    },
  );
}

/**
 * An own mapping where a .json file is named, else the name of a shipped one.
 * @throws {UsageError} for a file that cannot be read or is not JSON.
 * @throws {InvalidInputError} for JSON that is no mapping.
 */
export async function readMapping(mapping: string): Promise<string | ColumnMapping> {
  if (!mapping.toLowerCase().endsWith(".json")) return mapping;
  const text = await readFile(mapping, "utf8").catch((error: unknown) => {
    throw new UsageError(`The mapping ${mapping} cannot be read: ${reasonOf(error)}.`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new UsageError(
      `The mapping ${mapping} is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  return parseColumnMapping(json);
}

const REASONS = new Map([
  ["ENOENT", "there is no such file or folder"],
  ["ENOTDIR", "there is no such folder"],
  ["EACCES", "this user has no right to it"],
  ["EPERM", "this user has no right to it"],
  ["EISDIR", "it is a folder"],
  ["EROFS", "the disk is read-only"],
]);

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  return REASONS.get(code) ?? (error instanceof Error ? error.message : String(error));
}
