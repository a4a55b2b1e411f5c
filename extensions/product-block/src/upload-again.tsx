import { useState } from "preact/hooks";
import type { ProductBlockAnswer, UploadAgainAnswer } from "../../../app/http/extensions/product-block-answer.ts";
import { askUpload } from "./ask-app.ts";
import { say } from "./texts.ts";

type Refusal = NonNullable<ProductBlockAnswer["state"]>["uploadAgainRefusal"];

/** What the block says after the person has decided. */
type Stage =
  { kind: "idle" | "asking" | "sending" } | { kind: "sent"; text: string } | { kind: "failed"; text: string };

interface UploadAgainProps {
  shopifyProductId: string;
  refusal: Refusal;
  onSent: () => void;
}

/** The button that approves the product anew. It asks first: what is in the catalog now goes live. */
export function UploadAgain({ shopifyProductId, refusal, onSent }: UploadAgainProps) {
  const [stage, setStage] = useState<Stage>({ kind: "idle" });
  if (refusal !== null) return <s-text color="subdued">{say(`refusal.${refusal}`)}</s-text>;

  const send = async () => {
    setStage({ kind: "sending" });
    const told = await askUpload(shopifyProductId);
    if ("problem" in told) {
      setStage({ kind: "failed", text: told.problem });
      return;
    }
    setStage({ kind: "sent", text: sayWhatIsSent(told.answer) });
    onSent();
  };

  return (
    <s-stack gap="small">
      {stage.kind === "sent" && (
        <s-banner tone="success">
          <s-paragraph>{stage.text}</s-paragraph>
        </s-banner>
      )}
      {stage.kind === "failed" && (
        <s-banner tone="critical" heading={say("problem.uploadHeading")}>
          <s-paragraph>{stage.text}</s-paragraph>
        </s-banner>
      )}
      {stage.kind === "asking" || stage.kind === "sending" ? (
        <Question
          isSending={stage.kind === "sending"}
          onConfirm={() => void send()}
          onCancel={() => setStage({ kind: "idle" })}
        />
      ) : (
        <s-button onClick={() => setStage({ kind: "asking" })}>{say("again.ask")}</s-button>
      )}
    </s-stack>
  );
}

function sayWhatIsSent({ variants }: UploadAgainAnswer): string {
  if (variants === null) return say("again.planning");
  return variants === 0 ? say("again.nothingToSend") : say("again.sent", { count: variants });
}

interface QuestionProps {
  isSending: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

function Question({ isSending, onConfirm, onCancel }: QuestionProps) {
  return (
    <s-banner tone="info" heading={say("again.heading")}>
      <s-stack gap="small">
        <s-paragraph>{say("again.text")}</s-paragraph>
        <s-stack direction="inline" gap="small">
          <s-button variant="primary" loading={isSending} disabled={isSending} onClick={onConfirm}>
            {say("again.confirm")}
          </s-button>
          <s-button disabled={isSending} onClick={onCancel}>
            {say("again.cancel")}
          </s-button>
        </s-stack>
      </s-stack>
    </s-banner>
  );
}
