import { createApiToken } from "#app/domain/organizations/create-api-token.server.ts";
import { describedOperations } from "#tests/support/api/described-api.ts";
import { wholeNumber } from "../bench-options.ts";
import { defineBench } from "../bench.ts";
import { calibrate } from "../calibration.ts";
import { openFilledRig } from "../filled/filled-rig.ts";
import { measureOperation, type MeasuredOperation } from "./measure-operation.ts";

/** Whether the API stays quick for a customer with a million rows: every operation of the document that reads. */
export const apiBench = defineBench({
  name: "api",
  summary: "asks every reading operation of the API, for an organization with so many upload rows",
  options: {
    rows: wholeNumber("upload rows, and as many variants", { byDefault: 1_000_000, least: 1_000, most: 5_000_000 }),
    stores: wholeNumber("stores of the organization", { byDefault: 100, least: 12, most: 1_000 }),
    requests: wholeNumber("requests of each operation that are timed", { byDefault: 100, least: 1, most: 10_000 }),
    pages: wholeNumber("pages of 250 that are gone into a list first, for its deep page", {
      byDefault: 200,
      least: 1,
      most: 100_000,
    }),
  },
  prints: {
    rows: "upload rows; stores: that they are spread over",
    operations:
      "per operation: p50Ms and p95Ms of whole answers over HTTP, one after the other; of lists of more than one page " +
      "also deepPageP95Ms, of an equal page as deep as was gone, and deepPageAt, the entries before it",
    largestP95Ms: "of all operations, deep pages included",
  },
  async run({ rows, stores, requests, pages }, run) {
    const { rig, ids, ctx } = await openFilledRig(run, { purpose: "bench-api", rows, stores });
    const calibration = await calibrate(rig.databaseUrl);
    const { token } = await createApiToken(ctx, { name: "Benchmark", scopes: ["view"] });
    const caller = {
      origin: `http://127.0.0.1:${rig.web.port}`,
      token,
      // What a token may send is not what is measured.
      rest: () => ctx.db.apiTokenBudget.deleteMany(),
    };
    const operations: MeasuredOperation[] = [];
    for (const operation of describedOperations()) {
      // Files take as long as they are, and events have no end.
      const isJson = "application/json" in (operation.described.responses[200]?.content ?? {});
      if (operation.method !== "GET" || !isJson) continue;
      const measured = await measureOperation(caller, operation, { ids, requests, pages });
      run.say(JSON.stringify(measured));
      operations.push(measured);
    }
    const largestP95Ms = Math.max(...operations.map(({ p95Ms, deepPageP95Ms = 0 }) => Math.max(p95Ms, deepPageP95Ms)));
    return {
      figures: { rows, stores, largestP95Ms, operations: operations.map((one) => ({ ...one })), calibration },
      wrong: [],
    };
  },
});
