import type { UploadTimeline } from "#app/domain/uploads/queries/timeline-queries.server.ts";
import { FactList } from "../../fact-list.tsx";
import { LocalTime } from "../../local-time.tsx";

/** When a product came how far on its way from approval to live. */
export function Timeline({ timeline }: { timeline: UploadTimeline }) {
  const { approvedAt, queuedAt, sentAt, answeredAt, webhookSeenAt } = timeline;
  const at = (time: Date | null, absent: string) => <LocalTime at={time} absent={absent} hasSeconds />;
  return (
    <FactList
      layout="beside"
      facts={[
        { name: "Approved", value: at(approvedAt, "–") },
        { name: "Queued", value: at(queuedAt, "–") },
        { name: "Sent", value: at(sentAt, "Not sent") },
        { name: "Answered", value: at(answeredAt, "Not yet") },
        { name: "Webhook seen", value: at(webhookSeenAt, "None, or no longer kept") },
      ]}
    />
  );
}
