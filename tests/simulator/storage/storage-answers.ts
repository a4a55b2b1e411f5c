import type { Answer } from "../exchange.ts";

function xmlAnswer(status: number, content: string, headers: Record<string, string> = {}): Answer {
  return {
    kind: "answer",
    status,
    headers: { "content-type": "application/xml; charset=UTF-8", ...headers },
    body: `<?xml version='1.0' encoding='UTF-8'?>${content}`,
    cutAt: null,
  };
}

/** An error of the storage. Its codes and statuses are published; the words of the details are not recorded. */
export function storageError(status: number, code: string, message: string, details = ""): Answer {
  const more = details === "" ? "" : `<Details>${escaped(details)}</Details>`;
  return xmlAnswer(status, `<Error><Code>${code}</Code><Message>${escaped(message)}</Message>${more}</Error>`);
}

export function noSuchKey(): Answer {
  return storageError(404, "NoSuchKey", "The specified key does not exist.");
}

/** What a posted form is answered with. Recorded: bulk-operation-run-mutation-allowed-roots. */
export function uploadedAnswer(bucket: string, key: string, md5: string): Answer {
  const location = `https://storage.googleapis.com/${bucket}/${key}`;
  const tags = `<Location>${escaped(location)}</Location><Bucket>${bucket}</Bucket><Key>${escaped(key)}</Key><ETag>"${md5}"</ETag>`;
  return xmlAnswer(201, `<PostResponse>${tags}</PostResponse>`, { location, etag: `"${md5}"` });
}

/** What a file that was put is answered with. Recorded: bulk-operation-run-mutation-file-size. */
export function putAnswer(md5: string): Answer {
  return { kind: "answer", status: 200, headers: { etag: `"${md5}"` }, body: "", cutAt: null };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
