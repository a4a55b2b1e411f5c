import type { StatusCounts } from "#app/domain/uploads/queries/batch-progress.ts";
import { percentEnded } from "#app/domain/uploads/queries/batch-progress.ts";

interface SegmentedBarProps {
  counts: StatusCounts;
  /** Id of the element that names the bar. */
  labelledBy: string;
}

const TRACK = {
  display: "flex",
  width: "100%",
  height: "var(--p-space-200)",
  overflow: "hidden",
  borderRadius: "var(--p-border-radius-full)",
  background: "var(--p-color-bg-fill-tertiary)",
} as const;

/** What succeeded, failed or was left out, each in its colour and share; the empty rest is still to come. */
export function SegmentedBar({ counts, labelledBy }: SegmentedBarProps) {
  const segments = [
    { key: "succeeded", count: counts.succeeded, colour: "var(--p-color-bg-fill-success)" },
    { key: "failed", count: counts.failed, colour: "var(--p-color-bg-fill-critical)" },
    { key: "left out", count: counts.skipped + counts.cancelled, colour: "var(--p-color-bg-fill-inverse-active)" },
    { key: "processing", count: counts.processing, colour: "var(--p-color-bg-fill-info)" },
  ];
  return (
    <div
      role="progressbar"
      aria-labelledby={labelledBy}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percentEnded(counts)}
      style={TRACK}
    >
      {segments.map(({ key, count, colour }) => (
        <div
          key={key}
          style={{
            flexBasis: counts.total === 0 ? 0 : `${(count / counts.total) * 100}%`,
            background: colour,
            transition: "flex-basis var(--p-motion-duration-300)",
          }}
        />
      ))}
    </div>
  );
}
