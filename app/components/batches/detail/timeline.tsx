import type { UploadTimeline } from "#app/domain/uploads/queries/timeline-queries.server.ts";
import { FactList } from "../../fact-list.tsx";
import { LocalTime } from "../../local-time.tsx";
import { useTexts } from "../../texts/use-texts.tsx";

/** When a product came how far on its way from approval to live. */
export function Timeline({ timeline }: { timeline: UploadTimeline }) {
  const t = useTexts();
  const { approvedAt, queuedAt, sentAt, answeredAt, webhookSeenAt } = timeline;
  const at = (time: Date | null, absent: string) => <LocalTime at={time} absent={absent} hasSeconds />;
  return (
    <FactList
      layout="beside"
      facts={[
        { name: t("Approved"), value: at(approvedAt, "–") },
        { name: t("Queued"), value: at(queuedAt, "–") },
        { name: t("Sent"), value: at(sentAt, t("Not sent")) },
        { name: t("Answered"), value: at(answeredAt, t("Not yet")) },
        { name: t("Webhook seen"), value: at(webhookSeenAt, t("None, or no longer kept")) },
      ]}
    />
  );
}
