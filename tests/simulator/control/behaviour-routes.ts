import { z } from "zod";
import { isManualClock } from "../clock.ts";
import { fidelityChanges, parseFidelity } from "../fidelity.ts";
import { checkShops, route } from "./route.ts";

const latency = z.strictObject({ mutationMs: z.number().min(0).optional(), queryMs: z.number().min(0).optional() });

/** How the simulator behaves: latency, faults, switches, time. */
export const behaviourRoutes = [
  route({
    at: "GET /latency",
    does: "How long answers take.",
    answer: ({ state }) => state.graphql.latency,
  }),
  route({
    at: "POST /latency",
    does: "Sets how long answers to mutations and queries take.",
    body: latency,
    answer({ simulator, state }, _query, { mutationMs, queryMs }) {
      simulator.setLatency({
        ...(mutationMs === undefined ? {} : { mutationMs }),
        ...(queryMs === undefined ? {} : { queryMs }),
      });
      return state.graphql.latency;
    },
  }),
  route({
    at: "GET /fidelity",
    does: "The settings of all switches where nobody knows what Shopify does.",
    answer: ({ simulator }) => simulator.fidelity,
  }),
  route({
    at: "POST /fidelity",
    does: "Sets some switches; they count from now on.",
    body: fidelityChanges,
    answer({ simulator }, _query, changes) {
      simulator.setFidelity(parseFidelity(changes));
      return simulator.fidelity;
    },
  }),
  route({
    at: "GET /faults",
    does: "The faults of calls, with how often each was met and fired.",
    answer: ({ simulator }) => simulator.faults.counts(),
  }),
  route({
    at: "POST /faults",
    does: "Adds faults of calls; all of them or, when one makes no sense, none.",
    body: z.array(z.unknown()),
    answer({ simulator }, _query, faults) {
      checkShops(simulator, faults);
      simulator.faults.addUnchecked(faults);
      return simulator.faults.counts();
    },
  }),
  route({
    at: "DELETE /faults",
    does: "Removes all faults of calls; answers how often each had fired.",
    answer({ simulator }) {
      const counts = simulator.faults.counts();
      simulator.faults.clear();
      return counts;
    },
  }),
  route({
    at: "GET /clock",
    does: "The simulator's time, and when the next thing is due.",
    answer({ simulator: { clock } }) {
      const isManual = isManualClock(clock);
      return { nowMs: clock.nowMs(), isManual, nextDueAtMs: isManual ? clock.nextDueAtMs() : null };
    },
  }),
  route({
    at: "POST /clock",
    does: "Moves a manual clock; what becomes due on the way (retries, delays) happens at its own time before the answer.",
    body: z.strictObject({ advanceMs: z.number().min(0) }),
    async answer({ simulator }, _query, { advanceMs }) {
      await simulator.advance(advanceMs);
      return { nowMs: simulator.clock.nowMs() };
    },
  }),
];
