import { randomBytes } from "node:crypto";

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
    const random = randomBytes(8);
    random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
    const tail = random.toString("hex");
    const order = counter.toString(16).padStart(3, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  };
}
