import { buildApiDocument, type ApiDocument, type DocumentedOperation } from "./document.ts";

/** The document as a page to read: no scripts, and nothing from elsewhere. */
export function writeDocsPage(document: ApiDocument = buildApiDocument()): string {
  const { title, description } = document.info;
  const calls = Object.entries(document.paths).flatMap(([address, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), address, operation })),
  );
  const sections = document.tags.map(({ name }) => {
    const own = calls.filter(({ operation }) => operation.tags.includes(name));
    return `<h2>${escape(name)}</h2>${own.map(writeCall).join("")}`;
  });
  const schemas = Object.entries(document.components.schemas)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([name, schema]) => `<h3 id="${escape(name)}">${escape(name)}</h3>${writeSchema(schema)}`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} API</title><style>${STYLE}</style></head>
<body><main><h1>${escape(title)} API</h1>
${writeText(description)}
<p>As <a href="/api/v1/openapi.json">OpenAPI 3.1</a>, for generators of clients.</p>
${sections.join("\n")}
<h2>Schemas</h2>${schemas.join("\n")}
</main></body></html>
`;
}

function writeCall({
  method,
  address,
  operation,
}: {
  method: string;
  address: string;
  operation: DocumentedOperation;
}) {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escape(name)}</code></td><td>${place}${required ? ", required" : ""}</td><td>${writeType(schema)}</td></tr>`,
  );
  const answers = Object.entries(responses).map(
    ([status, answer]) =>
      `<tr><td>${status}</td><td>${writeText(answer.description)}</td><td>${writeContent(answer.content)}</td></tr>`,
  );
  return `<details id="${escape(operationId)}"><summary><b>${method}</b> <code>${escape(address)}</code> ${escape(summary)}</summary>
<p>${escape(description)}</p>
${rows.length === 0 ? "" : `<table><caption>Parameters</caption>${rows.join("")}</table>`}
${requestBody === undefined ? "" : `<h4>Body</h4>${writeContent(requestBody.content, true)}`}
<table><caption>Answers</caption>${answers.join("")}</table></details>`;
}

function writeContent(content: Readonly<Record<string, { schema: object }>> = {}, isWhole = false): string {
  return Object.entries(content)
    .map(([type, { schema }]) => `${escape(type)} ${isWhole ? writeSchema(schema) : writeType(schema)}`)
    .join("");
}

/** A schema in one word, or as a link to its own. */
function writeType(schema: object): string {
  const ref = "$ref" in schema && typeof schema.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined;
  if (ref !== undefined) return `<a href="#${escape(ref)}">${escape(ref)}</a>`;
  if ("properties" in schema || "anyOf" in schema || "items" in schema) return writeSchema(schema);
  const { type, format, enum: words } = schema as { type?: unknown; format?: unknown; enum?: unknown };
  if (Array.isArray(words)) return escape(words.join(" | "));
  return escape([type, format].filter((word) => typeof word === "string").join(", "));
}

const writeSchema = (schema: unknown): string => `<pre>${escape(JSON.stringify(schema, null, 1))}</pre>`;

const writeText = (text: string): string =>
  text
    .split("\n\n")
    .map((paragraph) => `<p>${escape(paragraph).replaceAll(/`([^`]+)`/g, "<code>$1</code>")}</p>`)
    .join("\n");

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1a1a1a;background:#fff}
main{max-width:60rem;margin:0 auto;padding:1.5rem}summary{cursor:pointer;padding:.4rem 0;overflow-wrap:anywhere}
details{border-bottom:1px solid #ddd}details>*:not(summary){margin-left:1rem}table{border-collapse:collapse;display:block;overflow-x:auto}
caption{text-align:left;font-weight:600}td{border:1px solid #ddd;padding:.25rem .5rem;vertical-align:top}
pre{background:#f5f5f5;padding:.5rem;overflow-x:auto;font-size:.8rem}code{background:#f5f5f5}p{margin:.5rem 0}
@media (prefers-color-scheme:dark){body{color:#eee;background:#181818}pre,code{background:#2a2a2a}a{color:#8ab4f8}td,details{border-color:#444}}`;
