import path from "node:path";
import { UNSAFE_flatRoutes as flatRoutes } from "@remix-run/dev";

const APP = path.resolve(import.meta.dirname, "../../../app");

/** A route of the app, as Remix reads it from the names of the files. */
export interface ManifestRoute {
  readonly id: string;
  readonly parentId: string | undefined;
  /** From the root, with `:name` for a parameter. */
  readonly path: string;
  readonly isIndex: boolean;
  /** Absolute. */
  readonly file: string;
}

/** Every route of the app: by the same function, with the same settings, by which the app is built. */
export function readRouteManifest(): ManifestRoute[] {
  const entries = flatRoutes(APP, ["**/.*"]);
  const pathOf = (id: string | undefined): string => {
    const entry = id === undefined ? undefined : entries[id];
    return entry === undefined
      ? ""
      : [pathOf(entry.parentId), entry.path ?? ""].filter((part) => part !== "").join("/");
  };
  return Object.values(entries).map(({ id, parentId, index, file }) => ({
    id,
    parentId,
    path: pathOf(id),
    isIndex: index === true,
    file: path.join(APP, file),
  }));
}

/** The names of the parameters in a path. */
export const parametersOf = ({ path: pattern }: Pick<ManifestRoute, "path">): string[] =>
  [...pattern.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name ?? "");
