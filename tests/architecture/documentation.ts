import path from "node:path";

type Exists = (file: string) => boolean;

const LINK = /\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)\s]*)?\)/g;
const PATH = /`((?:app|docs|extensions|jobs|prisma|tests)\/[\w./$-]+)`/g;
const COMMAND = /npm run (?:--silent )?([\w:-]+)/g;

const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? "");

/** Relative links of a page that lead nowhere. */
export const deadLinks = (text: string, page: string, exists: Exists): string[] =>
  found(text, LINK).filter((link) => !exists(path.join(path.dirname(page), link)));

/** Files and folders of the project, named from its root, that are not there; an ending may be left out. */
export const deadPaths = (text: string, exists: Exists): string[] =>
  found(text, PATH).filter((name) => !["", ".ts", ".tsx", ".server.ts"].some((ending) => exists(name + ending)));

/** Scripts that package.json does not have. */
export const deadCommands = (text: string, scripts: Record<string, string>): string[] =>
  found(text, COMMAND).filter((name) => !(name in scripts));
