import { z } from "zod";
import { type Answer, type Call, jsonAnswer } from "../exchange.ts";
import type { Simulator } from "../simulator.ts";
import type { SimulatorState } from "../simulator-state.ts";
import { appRoutes } from "./app-routes.ts";
import { behaviourRoutes } from "./behaviour-routes.ts";
import { type Route, route } from "./route.ts";
import { shopRoutes } from "./shop-routes.ts";
import { webhookRoutes } from "./webhook-routes.ts";

const routes: Route[] = [
  route({
    at: "GET /",
    does: "This list.",
    answer: () => routes.map(({ description }) => description),
  }),
  ...shopRoutes,
  ...appRoutes,
  ...behaviourRoutes,
  ...webhookRoutes,
];

/** Every route of the control API, by method and path. */
export const controlRoutes: readonly string[] = routes.map(({ description }) => description.route);

/** Lets another process look into the simulator and turn its knobs. Not part of Shopify. */
export async function answerControl(state: SimulatorState, simulator: Simulator, call: Call): Promise<Answer> {
  const path = call.url.pathname.replace(/^\/__control/, "").replace(/\/$/, "") || "/";
  const candidates = routes.filter((candidate) => candidate.path === path);
  const found = candidates.find((candidate) => candidate.method === call.method);
  if (!found) {
    const allowed = candidates.map(({ method }) => method).join(", ");
    if (allowed === "") return jsonAnswer(404, { error: `There is no ${path}. GET /__control lists what there is.` });
    return jsonAnswer(405, { error: `${path} takes ${allowed}, not ${call.method}.` }, { allow: allowed });
  }
  try {
    const query = Object.fromEntries(call.url.searchParams);
    return jsonAnswer(200, (await found.run({ state, simulator }, query, readBody(call.body))) ?? null);
  } catch (error) {
    if (error instanceof z.ZodError) return jsonAnswer(400, { error: z.prettifyError(error) });
    if (error instanceof Error) return jsonAnswer(400, { error: error.message });
    throw error;
  }
}

function readBody(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The body is not JSON: ${error instanceof Error ? error.message : ""}`, { cause: error });
  }
}
