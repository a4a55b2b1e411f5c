import { expect, test } from "vitest";
import { retryWords } from "#app/components/batches/steering/retry-words.ts";
import { english, inGerman } from "#tests/support/texts.ts";

test("after a retry a person is told how many rows go again, and how many do not and why, in their own language", async () => {
  const because = { overLimit: 2, newerContent: 0, storeLeft: 1 };

  expect(retryWords(english, { retried: 1, refused: 0, because })).toBe("1 row will be retried.");
  expect(retryWords(english, { retried: 4, refused: 3, because })).toBe(
    "4 rows will be retried. Refused: 2 rows, after 5 retries: correct the products and approve them again; 1 row, each because its store has left.",
  );
  expect(retryWords(await inGerman(), { retried: 4, refused: 3, because })).toBe(
    "4 Zeilen werden wiederholt. Abgelehnt: 2 Zeilen, nach 5 Wiederholungen: Korrigieren Sie die Produkte und geben Sie sie erneut frei; 1 Zeile, weil der Shop die Organisation verlassen hat.",
  );
});
