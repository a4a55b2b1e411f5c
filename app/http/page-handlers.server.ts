import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import type { Context } from "#app/domain/context.ts";
import { AppError } from "#app/platform/errors.ts";
import { requireContext } from "./context.server.ts";
import { pageProblemResponse, requestIdOf, toProblem, type Problem } from "./error-responses.server.ts";
import { getRuntime } from "./runtime.server.ts";

export interface PageRequestArgs {
  ctx: Context;
  request: Request;
  params: LoaderFunctionArgs["params"];
}

/** What an action answers when it was refused; the page stays and shows it. */
export interface Refusal {
  problem: Problem;
}

/** A loader of an embedded page: the person is known, and a failure becomes a page in plain words. */
export function pageLoader<Loaded>(load: (args: PageRequestArgs) => Promise<Loaded>) {
  return async ({ request, params }: LoaderFunctionArgs): Promise<Loaded> => {
    try {
      return await load({ ctx: await requireContext(request), request, params });
    } catch (error) {
      if (error instanceof Response) throw error;
      throw pageProblemResponse(toProblem(error, await edgeOf(request)));
    }
  };
}

/** An action of an embedded page: what the product refuses is answered beside the form, not instead of the page. */
export function pageAction<Done extends object>(act: (args: PageRequestArgs) => Promise<Done>) {
  return async ({ request, params }: ActionFunctionArgs) => {
    try {
      return data<Done | Refusal>(await act({ ctx: await requireContext(request), request, params }));
    } catch (error) {
      if (error instanceof Response) throw error;
      const problem = toProblem(error, await edgeOf(request));
      if (error instanceof AppError) return data<Done | Refusal>({ problem }, { status: problem.status });
      throw pageProblemResponse(problem);
    }
  };
}

const edgeOf = async (request: Request) => ({ log: (await getRuntime()).log, requestId: requestIdOf(request) });
