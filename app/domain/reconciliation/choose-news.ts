/** What tells deliveries of one resource apart in time. */
export interface Timed {
  topic: string;
  happenedAt: Date;
  triggeredAt: Date;
}

/** Whether the second tells of a later time. Equal times are not: both may be applied. */
export function isOlder(one: Pick<Timed, "happenedAt" | "triggeredAt">, other: typeof one): boolean {
  const difference = one.happenedAt.getTime() - other.happenedAt.getTime();
  return difference === 0 ? one.triggeredAt.getTime() < other.triggeredAt.getTime() : difference < 0;
}

/**
 * Deliveries of one resource that wait, in the order in which to try them: the first that can be read is applied, and all
 * behind it tell of what is past. What was deleted does not come back under its id, so that a deletion is the newest news
 * there can be, whenever it came.
 */
export function newestFirst<Delivery extends Timed>(deliveries: readonly Delivery[]): Delivery[] {
  return deliveries.toSorted((one, other) => {
    const isFinal = Number(isDeletion(other)) - Number(isDeletion(one));
    if (isFinal !== 0) return isFinal;
    return isOlder(one, other) ? 1 : isOlder(other, one) ? -1 : 0;
  });
}

/** What was deleted does not come back under its id, whatever the news of it that come later. */
export const isDeletion = ({ topic }: Pick<Timed, "topic">): boolean => topic.endsWith("/delete");
