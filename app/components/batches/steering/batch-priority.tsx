import { Button, Modal, TextField } from "@shopify/polaris";
import { useState } from "react";
import { priorityProblem } from "#app/domain/uploads/steering/batch-settings.ts";
import { useTexts } from "../../texts/use-texts.tsx";

interface BatchPriorityProps {
  priority: number;
  isSending: boolean;
  onChange: (priority: number) => void;
}

/** Moves a batch before or behind the others. */
export function BatchPriority({ priority, isSending, onChange }: BatchPriorityProps) {
  const t = useTexts();
  const [text, setText] = useState<string | null>(null);
  const chosen = text === null || text.trim() === "" ? Number.NaN : Number(text);
  const problem = priorityProblem(chosen);
  const close = () => setText(null);
  return (
    <>
      <Button onClick={() => setText(String(priority))} disabled={isSending}>
        {t("Change priority")}
      </Button>
      <Modal
        open={text !== null}
        onClose={close}
        title={t("Change the priority of this batch")}
        primaryAction={{
          content: t("Save priority"),
          disabled: problem !== null || chosen === priority,
          onAction: () => {
            close();
            onChange(chosen);
          },
        }}
        secondaryActions={[{ content: t("Keep it as it is"), onAction: close }]}
      >
        <Modal.Section>
          <TextField
            label={t("Priority")}
            type="number"
            min={-100}
            max={100}
            value={text ?? ""}
            onChange={setText}
            autoComplete="off"
            helpText={t(
              "From -100 to 100. At every store a batch with a higher priority goes first; batches of one priority take turns.",
            )}
            error={
              text !== null && problem !== null ? t("The priority must be a whole number from -100 to 100.") : false
            }
          />
        </Modal.Section>
      </Modal>
    </>
  );
}
