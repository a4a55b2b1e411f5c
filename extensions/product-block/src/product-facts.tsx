import type { ComponentChildren } from "preact";
import type { ProductBlockAnswer } from "../../../app/http/extensions/product-block-answer.ts";
import { say, sayNumber, sayTime } from "./texts.ts";

type State = NonNullable<ProductBlockAnswer["state"]>;
type Upload = NonNullable<State["latestUpload"]>;
type Attempt = NonNullable<State["latestAttempt"]>;
type Drift = ProductBlockAnswer["drift"];

const TONES = {
  PENDING: "caution",
  PROCESSING: "info",
  SUCCESS: "success",
  FAILED: "critical",
  SKIPPED: "neutral",
  CANCELLED: "neutral",
} as const;

const VARIANT_ORDER = ["SUCCESS", "FAILED", "PROCESSING", "PENDING", "SKIPPED", "CANCELLED"] as const;

/** All that is known of a product of the catalog in this store. */
export function ProductFacts({ state, drift }: { state: State; drift: Drift }) {
  const { latestUpload, latestAttempt, link } = state;
  return (
    <s-stack gap="base">
      <s-stack direction="inline" gap="small" alignItems="center">
        <s-badge tone={latestUpload ? TONES[latestUpload.status] : "neutral"}>
          {say(`status.${latestUpload?.status ?? "none"}`)}
        </s-badge>
        <s-text>{state.title}</s-text>
      </s-stack>
      {latestUpload && <WhyItEndedSo upload={latestUpload} />}
      {link.isGone && <s-text tone="warning">{say("link.gone")}</s-text>}
      <s-stack gap="small-300">
        {latestUpload && <UploadFacts upload={latestUpload} />}
        {latestAttempt && <AttemptFact attempt={latestAttempt} />}
        <Fact name={say("fact.stock")}>{drift ? sayDrift(drift) : say("drift.none")}</Fact>
        <Fact name={say("fact.externalId")}>{state.externalId}</Fact>
        <Fact name={say("fact.productId")}>{state.productId}</Fact>
        <Fact name={say("fact.identity")}>{say(link.lacksIdentity ? "link.lacksIdentity" : "link.identity")}</Fact>
        <Fact name={say("fact.linked")}>
          {say("link.since", {
            when: sayTime(link.linkedAt),
            how: say(link.isCreatedByApp ? "link.createdByApp" : "link.adopted"),
          })}
        </Fact>
      </s-stack>
      <s-link href={pageOf(state)}>{say(latestUpload ? "openProduct" : "findProduct")}</s-link>
    </s-stack>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <s-stack direction="inline" gap="small-300">
      <s-text color="subdued">{name}</s-text>
      <s-text>{children}</s-text>
    </s-stack>
  );
}

function WhyItEndedSo({ upload: { failure, skipReason } }: { upload: Upload }) {
  if (failure)
    return (
      <s-banner tone="critical" heading={failure.explanation}>
        <s-stack gap="small-300">
          {failure.message !== null && <s-paragraph>{failure.message}</s-paragraph>}
          <s-paragraph>{failure.whatToDo}</s-paragraph>
        </s-stack>
      </s-banner>
    );
  return skipReason === null ? null : <s-paragraph>{say(`skipReason.${skipReason}`)}</s-paragraph>;
}

function UploadFacts({ upload: { batchName, variants, endedAt, createdAt } }: { upload: Upload }) {
  const counts = VARIANT_ORDER.flatMap((status) => {
    const number = variants[status];
    return number === undefined ? [] : [say(`variants.${status}`, { number: sayNumber(number) })];
  });
  return (
    <>
      <Fact name={say("fact.batch")}>{say("batch", { name: batchName, when: sayTime(endedAt ?? createdAt) })}</Fact>
      {counts.length > 0 && <Fact name={say("fact.variants")}>{counts.join(", ")}</Fact>}
    </>
  );
}

function AttemptFact({ attempt: { step, outcome, startedAt, endedAt, failure } }: { attempt: Attempt }) {
  const told = { step: say(`step.${step}`), outcome: say(`outcome.${outcome}`), when: sayTime(endedAt ?? startedAt) };
  return (
    <>
      <Fact name={say("fact.attempt")}>{say("attempt", told)}</Fact>
      {failure && <s-text color="subdued">{failure.explanation}</s-text>}
    </>
  );
}

function sayDrift({ levels, unknown, differing, units, quarantined }: NonNullable<Drift>): string {
  if (levels === 0) return say("drift.none");
  const parts = [
    differing > 0 && say("drift.differs", { count: differing, units: sayNumber(units), levels: sayNumber(levels) }),
    unknown > 0 && say("drift.unknown", { count: unknown }),
    quarantined > 0 && say("drift.quarantined", { count: quarantined }),
  ].filter((part) => part !== false);
  return parts.length === 0 ? say("drift.equal") : parts.join(", ");
}

/** The app's own page: of the newest upload, else the product among all of the catalog. */
function pageOf({ latestUpload, productId, externalId }: State): string {
  if (latestUpload) return `app:app/batches/${latestUpload.batchId}/products/${productId}`;
  return `app:app/approvals?${new URLSearchParams({ approvalStatus: "ALL", text: externalId.slice(0, TEXT_FOUND) })}`;
}

/** Longer texts the app's search refuses. */
const TEXT_FOUND = 100;
