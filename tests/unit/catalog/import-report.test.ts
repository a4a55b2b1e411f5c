import { expect, test } from "vitest";
import { createProgressReport, createWarningSample } from "#app/cli/import-report.ts";

function report({ isTTY }: { isTTY: boolean }) {
  const written: string[] = [];
  let now = 0;
  const progress = createProgressReport({ isTTY, write: (text: string) => written.push(text) }, 1000, () => now);
  const counts = { products: 1500, variants: 4500, rejectedLines: 2 };
  return {
    written,
    progress,
    showAt: (milliseconds: number, bytesRead: number, phase: "ordering" | "writing" = "writing") => {
      now = milliseconds;
      progress.show({ phase, bytesRead, ...counts });
    },
  };
}

test("where nobody watches, progress is a line every three seconds", () => {
  const { written, progress, showAt } = report({ isTTY: false });

  showAt(1000, 100, "ordering");
  showAt(3000, 300, "ordering");
  showAt(5000, 400);
  showAt(6000, 500);
  progress.end();

  expect(written).toEqual([
    "Looking through the file: 30 %\n",
    "Importing: 50 % of the file, 1,500 products, 4,500 variants, 2 lines rejected\n",
  ]);
});

test("on a terminal progress is one line, which is gone in the end", () => {
  const { written, progress, showAt } = report({ isTTY: true });

  showAt(100, 100);
  showAt(150, 200);
  showAt(300, 2000);
  progress.end();
  progress.end();

  const clear = "\r\u001b[2K";
  expect(written).toHaveLength(3);
  expect(written.every((text) => text.startsWith(clear))).toBe(true);
  expect(written[1]).toContain("100 %");
  expect(written[2]).toBe(clear);
});

test("of each kind of warning the first three are shown, and how many more there were", () => {
  const sample = createWarningSample();
  for (let line = 2; line <= 6; line += 1)
    sample.add({ line, column: "Variant Barcode", product: "mug", code: "barcode.mangled", message: "lost" });

  const lines = sample.lines({ "barcode.mangled": 5 });

  expect(lines[0]).toMatch(/barcode\.mangled \(5\): The barcode was destroyed/);
  expect(lines.slice(1).map((line) => line.trim())).toEqual([
    "line 2, Variant Barcode: lost",
    "line 3, Variant Barcode: lost",
    "line 4, Variant Barcode: lost",
    "and 2 more",
  ]);
});
