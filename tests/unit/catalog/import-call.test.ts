import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { DatabaseNotUsableError, explainFailure } from "#app/cli/explain-failure.ts";
import { readImportArguments, UsageError } from "#app/cli/import-arguments.ts";
import { checkCatalogFile, checkRejectsPath, readMapping } from "#app/cli/import-files.ts";
import { InvalidInputError } from "#app/platform/errors.ts";

const into = ["--organization", "acme"];

test("a call says organization, file, and what shall be otherwise than found out", () => {
  const args = [...into, "--mapping", "spree", "--format", "mapped-csv", "--currency", "EUR", "--json", "a.csv"];

  expect(readImportArguments([...args, "--rejects", "bad.csv"])).toEqual({
    organization: "acme",
    file: "a.csv",
    mapping: "spree",
    format: "mapped-csv",
    currencyCode: "EUR",
    rejectsFile: "bad.csv",
    isJson: true,
  });
  expect(readImportArguments([...into, "a.csv"])).toMatchObject({ mapping: null, currencyCode: null, isJson: false });
  expect(readImportArguments(["--help"])).toBeNull();
});

test.for([
  [["a.csv"], "--organization ORG"],
  [["--organization", "", "a.csv"], "--organization ORG"],
  [[...into], "Name the file to import"],
  [[...into, "a.csv", "b.csv"], "One file at a time: a.csv, b.csv"],
  [[...into, "--format", "xml", "a.csv"], "one of shopify-csv, mapped-csv, jsonl"],
  [[...into, "--frobnicate", "a.csv"], "Unknown option '--frobnicate'."],
  [["a.csv", "--organization"], "'--organization <value>' argument missing."],
] as const)("the call %j is refused, naming what is wrong", ([args, message]) => {
  expect(() => readImportArguments(args)).toThrow(UsageError);
  expect(() => readImportArguments(args)).toThrow(message);
});

async function someFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), "import-call-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(path.join(folder, "inner"));
  await writeFile(path.join(folder, "catalog.csv"), "Handle\n");
  await symlink("catalog.csv", path.join(folder, "alias.csv"));
  return (name: string) => path.join(folder, name);
}

test("only a file on disk is imported: it is read several times", async () => {
  const at = await someFolder();

  expect(await checkCatalogFile(at("catalog.csv"))).toBe(7);
  expect(await checkCatalogFile(at("alias.csv"))).toBe(7);
  await expect(checkCatalogFile(at("absent.csv"))).rejects.toThrow("there is no such file");
  await expect(checkCatalogFile(at("inner"))).rejects.toThrow("Name one file in it");
  await expect(checkCatalogFile("/dev/null")).rejects.toThrow("Save what it gives as a file");
});

test("rejects have somewhere to go before anything is imported, and never over the catalog itself", async () => {
  const at = await someFolder();

  await checkRejectsPath(at("rejects.csv"), at("catalog.csv"));
  await expect(checkRejectsPath(at("inner"), at("catalog.csv"))).rejects.toThrow("it is a folder");
  await expect(checkRejectsPath(at("gone/r.csv"), at("catalog.csv"))).rejects.toThrow(
    "there is no such file or folder",
  );
  await expect(checkRejectsPath(at("alias.csv"), at("catalog.csv"))).rejects.toThrow("it is the file to import");
});

test("a mapping is a shipped one by its name, or an own one by its file", async () => {
  const at = await someFolder();
  const mapping = { name: "own", recognizedBy: ["Id"], columns: { productKey: "Id", title: "T", price: "P" } };
  await writeFile(at("own.json"), `\uFEFF${JSON.stringify(mapping)}`);
  await writeFile(at("broken.json"), "{name");
  await writeFile(at("other.json"), JSON.stringify({ ...mapping, columns: { sku: "S", colour: "C" } }));

  expect(await readMapping("spree")).toBe("spree");
  expect(await readMapping(at("own.json"))).toMatchObject(mapping);
  await expect(readMapping(at("absent.json"))).rejects.toThrow("cannot be read: there is no such file");
  await expect(readMapping(at("broken.json"))).rejects.toThrow("is not JSON");
  await expect(readMapping(at("other.json"))).rejects.toThrow("colour is none of productKey, handle, title");
});

test("a failure is explained by what to do; what broke off says that it can be run again", () => {
  const prismaError = Object.assign(new Error("\nInvalid `x` invocation:\n\n\nThe table `y` does not exist."), {
    code: "P2021",
  });

  expect(explainFailure(new UsageError("Name the file."))).toBe("Name the file. (--help tells more)");
  expect(explainFailure(new InvalidInputError("import.empty", "The file is empty."))).toBe("The file is empty.");
  expect(explainFailure(new DatabaseNotUsableError(prismaError))).toBe(
    "The database that DATABASE_URL names cannot be used: The table `y` does not exist. " +
      "Bring it up to date with npm run migrate.",
  );
  expect(explainFailure(prismaError)).toMatch(/^The import broke off: The table `y` does not exist\.\n.*run it again/);
});
