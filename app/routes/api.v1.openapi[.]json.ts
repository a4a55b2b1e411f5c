import { publicFile } from "#app/http/api/public-file.server.ts";
import { buildApiDocument } from "#app/http/api/openapi/document.ts";

/** What the API is, for anybody: it says nothing of anyone. */
export const loader = publicFile("application/json", () => JSON.stringify(buildApiDocument()));
export const action = loader;
