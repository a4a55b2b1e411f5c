import { expect, test } from "vitest";
import { backOnSale } from "#app/domain/uploads/internal/fields/back-on-sale.ts";
import type { FieldChanges } from "#app/domain/uploads/internal/fields/changed-fields.ts";
import type { ProductSnapshot } from "#app/domain/uploads/internal/snapshot.ts";

type Status = ProductSnapshot["status"];

interface Case {
  by: "ARCHIVE" | "UNPUBLISH" | null | undefined;
  shown: Status;
  wanted: Status;
  fields?: FieldChanges;
}

const decide = ({ by, shown, wanted, fields = { changes: null, accepted: {} } }: Case) =>
  backOnSale(fields, {
    product: { status: wanted } as ProductSnapshot,
    link: {
      shopifyProductId: "gid://shopify/Product/1",
      acceptedHash: null,
      accepted: null,
      publishedTo: null,
      departed: by === undefined ? undefined : { by },
    },
    shop: { status: shown } as Parameters<typeof backOnSale>[1]["shop"],
  });

test("what the app has archived has the status of its content again, beside all else that is sent", () => {
  const fields = { changes: { title: "New" }, accepted: { title: "New" } };

  expect(decide({ by: "ARCHIVE", shown: "ARCHIVED", wanted: "ACTIVE", fields })).toEqual({
    changes: { title: "New", status: "ACTIVE" },
    accepted: { title: "New", status: "ACTIVE" },
  });
});

test.each<Case>([
  { by: undefined, shown: "ARCHIVED", wanted: "ACTIVE" },
  { by: null, shown: "ARCHIVED", wanted: "ACTIVE" },
  { by: "UNPUBLISH", shown: "ARCHIVED", wanted: "ACTIVE" },
  { by: "ARCHIVE", shown: "DRAFT", wanted: "ACTIVE" },
  { by: "ARCHIVE", shown: "ACTIVE", wanted: "DRAFT" },
  { by: "ARCHIVE", shown: "ARCHIVED", wanted: "ARCHIVED" },
])("a status that is not the app's to undo stays: %j", (one) => {
  expect(decide(one)).toEqual({ changes: null, accepted: {} });
});
