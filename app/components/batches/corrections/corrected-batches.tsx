import { Banner, Link } from "@shopify/polaris";
import { Fragment } from "react";
import type { BatchCorrections, LinkedBatch } from "#app/domain/uploads/queries/correction-queries.server.ts";
import { batchStatusWords } from "../../status-words.ts";

/** Leads from a batch to those that send its corrected rows, and back. */
export function CorrectedBatches({ corrects, correctedIn }: BatchCorrections) {
  if (corrects === null && correctedIn.length === 0) return null;
  return (
    <Banner tone="info">
      {corrects !== null && (
        <p>
          This batch sends corrected rows of <BatchLink batch={corrects} />.
        </p>
      )}
      {correctedIn.length > 0 && (
        <p>
          {"Corrected rows were sent again in "}
          {correctedIn.map((batch, at) => (
            <Fragment key={batch.id}>
              {at > 0 && ", "}
              <BatchLink batch={batch} />
              {` (${batchStatusWords[batch.status].label})`}
            </Fragment>
          ))}
          .
        </p>
      )}
    </Banner>
  );
}

const BatchLink = ({ batch }: { batch: LinkedBatch }) => <Link url={`/app/batches/${batch.id}`}>{batch.name}</Link>;
