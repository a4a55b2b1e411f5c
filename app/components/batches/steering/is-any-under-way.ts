import { isBatchTerminal, type BatchStatus } from "#app/domain/uploads/transitions.ts";

export const isAnyUnderWay = (batches: readonly { status: BatchStatus }[]): boolean =>
  batches.some(({ status }) => !isBatchTerminal(status));
