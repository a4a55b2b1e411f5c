import { Banner, Link } from "@shopify/polaris";
import { Fragment } from "react";
import type { BatchCorrections, LinkedBatch } from "#app/domain/uploads/queries/correction-queries.server.ts";
import { batchStatusWords } from "../../status-words.ts";
import { Phrase, useTexts } from "../../texts/use-texts.tsx";

/** Leads from a batch to those that send its corrected rows, and back. */
export function CorrectedBatches({ corrects, correctedIn }: BatchCorrections) {
  if (corrects === null && correctedIn.length === 0) return null;
  return (
    <Banner tone="info">
      {corrects !== null && (
        <p>
          <Phrase
            text="This batch sends corrected rows of <batch/>."
            parts={{ batch: <BatchLink batch={corrects} /> }}
          />
        </p>
      )}
      {correctedIn.length > 0 && (
        <p>
          <Phrase
            text="Corrected rows were sent again in <batches/>."
            parts={{ batches: <BatchLinks batches={correctedIn} /> }}
          />
        </p>
      )}
    </Banner>
  );
}

function BatchLinks({ batches }: { batches: readonly LinkedBatch[] }) {
  const t = useTexts();
  return batches.map((batch, at) => (
    <Fragment key={batch.id}>
      {at > 0 && ", "}
      <BatchLink batch={batch} />
      {` (${t(batchStatusWords[batch.status].label)})`}
    </Fragment>
  ));
}

const BatchLink = ({ batch }: { batch: LinkedBatch }) => <Link url={`/app/batches/${batch.id}`}>{batch.name}</Link>;
