/** What a handler says of its job. Anything thrown is a failure, which the queue's rules retry. */
export type Outcome = { kind: "done" } | { kind: "discard"; because: string };

export const done: Outcome = { kind: "done" };

export const discard = (because: string): Outcome => ({ kind: "discard", because });
