import { writeDocsPage } from "#app/http/api/openapi/docs-page.ts";
import { publicFile } from "#app/http/api/public-file.server.ts";

/** The API as a page to read. */
export const loader = publicFile("text/html", () => writeDocsPage());
export const action = loader;
