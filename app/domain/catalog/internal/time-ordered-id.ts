import { randomUUID } from "node:crypto";

/**
 * A source of UUIDs of version 7 (RFC 9562) for rows that are written without Prisma. Those of one source ascend, so
 * that a list by id keeps the order in which they were asked for.
 */
export function timeOrderedIds(now: () => number): () => string {
  let millisecond = 0;
  let counter = 0;
  return () => {
    const at = now();
    counter += 1;
    if (at > millisecond || counter > 0xfff) {
      millisecond = at > millisecond ? at : millisecond + 1;
      counter = 0;
    }
    const time = millisecond.toString(16).padStart(12, "0");
    const tail = randomUUID().slice(19);
    const order = counter.toString(16).padStart(3, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${tail}`;
  };
}
