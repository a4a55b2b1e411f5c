import { launchChromium } from "#tests/rig/chromium.ts";
import { listPages } from "#tests/support/matrix/list-pages.ts";
import { readRouteManifest } from "#tests/support/matrix/route-manifest.ts";
import { anyText, BenchUsageError, wholeNumber } from "../bench-options.ts";
import { defineBench } from "../bench.ts";
import { calibrate } from "../calibration.ts";
import { openFilledRig } from "../filled/filled-rig.ts";
import { measureBrowser, type BrowserTimes } from "./measure-browser.ts";
import { measureServer, type ServerTimes } from "./measure-server.ts";

type MeasuredPage = { readonly page: string } & ServerTimes & BrowserTimes;

/** Whether the pages stay quick for a customer with a million rows: every page of the manifest, none by name. */
export const pagesBench = defineBench({
  name: "pages",
  summary: "opens every page of the app, for an organization with so many upload rows, in Chromium inside the admin",
  options: {
    rows: wholeNumber("upload rows, and as many variants", { byDefault: 1_000_000, least: 1_000, most: 5_000_000 }),
    stores: wholeNumber("stores of the organization", { byDefault: 100, least: 12, most: 1_000 }),
    requests: wholeNumber("documents of each page that are timed", { byDefault: 20, least: 1, most: 1_000 }),
    visits: wholeNumber("visits of each page in the browser", { byDefault: 3, least: 1, most: 50 }),
    only: anyText("pages whose address has this in it", "/app"),
  },
  prints: {
    rows: "upload rows; stores: that they are spread over",
    pages:
      "per page: serverP50Ms and serverP95Ms of its whole document; lcpMs, cls and inpMs as the browser tells them (with " +
      "an empty cache, median of the visits; 16 stands for every quicker interaction), scriptKb of the app's own scripts " +
      "as they came over the network",
    largestServerP95Ms: "of all pages; largestLcpMs, largestCls and largestScriptKb as well",
  },
  async run({ rows, stores, requests, visits, only }, run) {
    const routes = readRouteManifest();
    if (!routes.some((route) => `/${route.path}`.includes(only)))
      throw new BenchUsageError(`No page has "${only}" in its address.`);
    const filled = await openFilledRig(run, { purpose: "bench-pages", rows, stores });
    const calibration = await calibrate(filled.rig.databaseUrl);
    const browser = await run.parts.open(
      () => launchChromium({ tlsPort: filled.rig.world.tlsPort }),
      (opened) => opened.close(),
    );
    const pages: MeasuredPage[] = [];
    for (const page of listPages(routes, filled.ids).filter(({ name }) => name.includes(only))) {
      const server = await measureServer(filled, page, requests);
      const measured: MeasuredPage = { page: page.name, ...server, ...(await measureBrowser(browser, page, visits)) };
      run.say(JSON.stringify(measured));
      pages.push(measured);
    }
    const largest = (name: "serverP95Ms" | "lcpMs" | "cls" | "scriptKb") =>
      Math.max(...pages.map((page) => page[name]));
    return {
      figures: {
        rows,
        stores,
        largestServerP95Ms: largest("serverP95Ms"),
        largestLcpMs: largest("lcpMs"),
        largestCls: largest("cls"),
        largestScriptKb: largest("scriptKb"),
        pages: pages.map((page) => ({ ...page })),
        calibration,
      },
      wrong: [],
    };
  },
});
