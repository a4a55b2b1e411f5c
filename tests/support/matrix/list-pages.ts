import path from "node:path";
import { fillPath, searchOf } from "./fill-requests.ts";
import type { SampleIds } from "./matrix-world.ts";
import type { ManifestRoute } from "./route-manifest.ts";

/** A page of the embedded app, and an address at which it shows something. */
export interface AppPage {
  /** As the manifest has it, e.g. `/app/batches/:batchId`. */
  readonly name: string;
  readonly path: string;
  /** Shown to a shop that belongs to no organization yet; every other shop is led on. */
  readonly isForNewcomers: boolean;
}

const FOR_NEWCOMERS = new Set(["routes/app.onboarding"]);

/** Every page of the manifest: what draws something below `/app` and is no frame around other pages. */
export function listPages(routes: readonly ManifestRoute[], ids: SampleIds): AppPage[] {
  const frames = new Set(routes.map(({ parentId }) => parentId));
  return routes
    .filter((route) => /^app(\/|$)/.test(route.path) && path.extname(route.file) === ".tsx" && !frames.has(route.id))
    .map((route) => {
      const search = new URLSearchParams(searchOf(route, ids));
      return {
        name: `/${route.path}`,
        path: `${fillPath(route, ids)}${search.size > 0 ? `?${search}` : ""}`,
        isForNewcomers: FOR_NEWCOMERS.has(route.id),
      };
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
