import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import type { Context } from "#app/domain/context.ts";
import { requireContext, requireShopVisitor, type ShopVisitor } from "./context.server.ts";
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

export interface VisitRequestArgs {
  visitor: ShopVisitor;
  request: Request;
}

/** A loader of an embedded page: the person is known, and a failure becomes a page in plain words. */
export const pageLoader = <Loaded>(load: (args: PageRequestArgs) => Promise<Loaded>) =>
  handleLoader(async ({ request, params }) => load({ ctx: await requireContext(request), request, params }));

/** An action of an embedded page: whatever goes wrong is answered beside the form, and what was entered stays. */
export const pageAction = <Done extends object>(act: (args: PageRequestArgs) => Promise<Done>) =>
  handleAction(async ({ request, params }) => act({ ctx: await requireContext(request), request, params }));

/** A loader for people whose shop may belong to no organization yet. */
export const visitorLoader = <Loaded>(load: (args: VisitRequestArgs) => Promise<Loaded>) =>
  handleLoader(async ({ request }) => load({ visitor: await requireShopVisitor(request), request }));

/** An action for the same people. */
export const visitorAction = <Done extends object>(act: (args: VisitRequestArgs) => Promise<Done>) =>
  handleAction(async ({ request }) => act({ visitor: await requireShopVisitor(request), request }));

function handleLoader<Loaded>(load: (args: LoaderFunctionArgs) => Promise<Loaded>) {
  return async (args: LoaderFunctionArgs): Promise<Loaded> => {
    try {
      return await load(args);
    } catch (error) {
      if (error instanceof Response) throw error;
      throw pageProblemResponse(toProblem(error, await edgeOf(args.request)));
    }
  };
}

function handleAction<Done extends object>(act: (args: ActionFunctionArgs) => Promise<Done>) {
  return async (args: ActionFunctionArgs) => {
    try {
      return data<Done | Refusal>(await act(args));
    } catch (error) {
      if (error instanceof Response) throw error;
      const problem = toProblem(error, await edgeOf(args.request));
      return data<Done | Refusal>({ problem }, { status: problem.status });
    }
  };
}

const edgeOf = async (request: Request) => ({ log: (await getRuntime()).log, requestId: requestIdOf(request) });
