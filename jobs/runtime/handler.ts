import type { z } from "zod";
import type { Runtime } from "#app/domain/context.ts";
import type { contracts } from "#jobs/contracts/registry.ts";
import type { JobContract } from "#jobs/contracts/contract.ts";
import type { Outcome } from "./outcome.ts";

export type Payload<Contract extends JobContract> = z.infer<Contract["payload"]>;

/** `signal` ends when the worker stops or has lost the job to another one. */
export type Handler<Contract extends JobContract> = (
  runtime: Runtime,
  payload: Payload<Contract>,
  signal: AbortSignal,
) => Promise<Outcome>;

type KnownContract = (typeof contracts)[number];

/** One handler per contract: a contract without one does not compile. */
export type Handlers = { [Contract in KnownContract as Contract["name"]]: Handler<Contract> };
