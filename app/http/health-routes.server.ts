import { Router } from "express";
import { checkReadiness } from "#app/domain/check-readiness.server.ts";
import type { Runtime } from "#app/domain/context.ts";

/** /healthz: the process lives. /readyz: it can do its work, and is not about to stop. Neither needs a session. */
export function healthRoutes(runtime: Runtime, isDraining: () => boolean): Router {
  const router = Router();
  const readiness = async () =>
    isDraining() ? { isReady: false, because: "The process is stopping." } : checkReadiness(runtime);
  router.get("/healthz", (_request, response) => {
    response.set("Cache-Control", "no-store").json({ status: "ok" });
  });
  router.get("/readyz", (_request, response) => {
    void readiness().then(({ isReady, because }) => {
      response.set("Cache-Control", "no-store").status(isReady ? 200 : 503);
      return response.json(isReady ? { status: "ready" } : { status: "not-ready", because });
    });
  });
  return router;
}
