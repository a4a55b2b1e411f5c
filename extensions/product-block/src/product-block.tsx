import "@shopify/ui-extensions/preact";
import { render, type ComponentChildren } from "preact";
import { ProductFacts } from "./product-facts.tsx";
import { say } from "./texts.ts";
import { UploadAgain } from "./upload-again.tsx";
import { useProductState } from "./use-product-state.ts";

export default async () => {
  render(<ProductBlock />, document.body);
};

function ProductBlock() {
  const shopifyProductId = shopify.data.selected[0]?.id;
  const { seen, look } = useProductState(shopifyProductId);
  const { answer, problem } = seen;
  const state = answer?.state;
  const summary = state
    ? say("summary", { status: say(`status.${state.latestUpload?.status ?? "none"}`), title: state.title })
    : say("heading");
  return (
    <s-admin-block heading={say("heading")} collapsedSummary={summary}>
      <s-stack gap="base">
        {problem !== null && <Problem heading={say("problem.heading")} text={problem} onAgain={look} />}
        {answer === null && problem === null && <s-spinner accessibilityLabel={say("loading")} />}
        {answer !== null && !state && <NotOfTheCatalog />}
        {answer?.hold && (
          <s-banner tone="warning">
            <s-paragraph>{say(`hold.${answer.hold}`)}</s-paragraph>
          </s-banner>
        )}
        {state && shopifyProductId !== undefined && (
          <>
            <ProductFacts state={state} drift={answer.drift} />
            <UploadAgain shopifyProductId={shopifyProductId} refusal={state.uploadAgainRefusal} onSent={look} />
          </>
        )}
      </s-stack>
    </s-admin-block>
  );
}

function Problem({
  heading,
  text,
  onAgain,
}: {
  heading: string;
  text: string;
  onAgain: () => void;
}): ComponentChildren {
  return (
    <s-banner tone="critical" heading={heading}>
      <s-stack gap="small">
        <s-paragraph>{text}</s-paragraph>
        <s-button onClick={onAgain}>{say("problem.again")}</s-button>
      </s-stack>
    </s-banner>
  );
}

function NotOfTheCatalog() {
  return (
    <s-stack gap="small">
      <s-heading>{say("empty.heading")}</s-heading>
      <s-paragraph>{say("empty.text")}</s-paragraph>
      <s-link href="app:app">{say("openApp")}</s-link>
    </s-stack>
  );
}
