import type { Runtime } from "#app/domain/context.ts";
import { contracts } from "#jobs/contracts/registry.ts";
import { handlers } from "#jobs/handlers/registry.ts";

export interface Job {
  readonly name: string;
  readonly key: string;
  readonly payload: object;
}

type AnyHandler = (runtime: Runtime, payload: unknown, signal: AbortSignal) => Promise<unknown>;

/** Does what the product's worker does with a job. @throws whatever makes the job fail. */
export async function handleJob(runtime: Runtime, job: Job, signal: AbortSignal): Promise<void> {
  const contract = contracts.find(({ name }) => name === job.name);
  const handler = Object.entries(handlers).find(([name]) => name === job.name)?.[1];
  if (!contract || !handler) throw new Error(`Nobody handles ${job.name}.`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript cannot follow that both carry one name
  await (handler as AnyHandler)(runtime, contract.payload.parse(job.payload), signal);
}
