import { callFailures, callPaths, type CallPath } from "#app/domain/uploads/failures/call-failures.ts";
import type { AutomaticRetry, KnownFailure } from "#app/domain/uploads/failures/known-failure.ts";
import { preflightFailures, uploadFailures } from "#app/domain/uploads/failures/own-failures.ts";
import { codeOfUserError, userErrorFailures } from "#app/domain/uploads/failures/user-error-failures.ts";
import { automaticRetryLimit, AUTOMATIC_TRIES, MANUAL_RETRIES } from "#app/domain/uploads/upload-limits.ts";

const RETRIED: Record<AutomaticRetry, string> = {
  yes: `yes, ${AUTOMATIC_TRIES} tries`,
  once: "once",
  waits: "waits",
  no: "no",
};

const REMEDIES: Record<KnownFailure["remedy"], string> = {
  none: "correct the content",
  retry: "retry",
  wait: "wait",
  "reconnect-store": "reconnect the store",
};

interface Line {
  said: string;
  code: string;
  known: KnownFailure;
}

const tableOf = (lines: readonly Line[]): string =>
  [
    "| what was said | category | code | what it means | what to do | tried again by itself | what helps |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...lines.map(({ said, code, known }) =>
      [
        "",
        said,
        `\`${known.category}\``,
        `\`${code}\``,
        known.explanation,
        known.whatToDo,
        RETRIED[known.retried],
        REMEDIES[known.remedy],
        "",
      ]
        .join(" | ")
        .trim(),
    ),
  ].join("\n");

const callLines = (Object.keys(callPaths) as CallPath[]).map((said) => ({
  said,
  code: callPaths[said],
  known: callFailures[callPaths[said]],
}));

const byCode = (failures: Readonly<Record<string, KnownFailure>>, codeOf = (code: string) => code): Line[] =>
  Object.entries(failures).map(([code, known]) => ({ said: `\`${code}\``, code: codeOf(code), known }));

/** The page `docs/errors.md`: every way in which the upload of a row can fail, from the module that decides it. */
export const errorsPage = (): string => `# Errors

Written by \`npm run docs:errors\` from \`app/domain/uploads/failures\`; change it there.

A failed row has a category, a stable code, Shopify's own message, and the field that Shopify or the check before the upload named. The batch's page and the API add the explanation and what to do about it. Equal failures of a batch make one error group: the same code, field and message, whatever the index of the variant and the numbers, ids and quoted values in them. An error group is retried as one.

## Trying again

- **yes**: the app repeats the product by itself, up to ${AUTOMATIC_TRIES} tries with growing pauses that are partly left to chance. A write whose outcome is not known is looked up first, so nothing is made twice.
- **once**: one more try, because nobody knows what it was.
- **waits**: the product goes on as soon as what keeps it back is over. No try is spent. A shop that is out of service is asked once a minute and keeps its token, one that does not answer every ten seconds; only a refused token asks for a reconnection.
- **no**: the same again would end the same.

A batch repeats at most twice as many tries as it has products, and at least ${automaticRetryLimit(0)}; from then on what passes by itself is final, with the code \`upload.retries-used-up\`. People and systems can retry a row, a selection, an error group or a batch, each row ${MANUAL_RETRIES} times; after that its content has to be approved anew.

## A call that brings no answer

${tableOf(callLines)}

## What Shopify refuses in an answer

Codes of \`userErrors\`, over all mutations that the app uses. Where a mutation has no codes, or one code covers several faults, the words decide: "already exists", "already in use" and "already taken" mean a taken place, "Non-ready media" an image that is still processed, "Product does not exist" a product that was deleted meanwhile; anything else counts as \`INVALID\`. A code that is not in this table is \`UNKNOWN\` and tried once more. \`INVALID_METAFIELD\` at the app's own identity is no failure: the product is the app's own, and is taken over.

${tableOf(byCode(userErrorFailures, codeOfUserError))}

## What is found before any call

${tableOf(byCode(preflightFailures))}

## What the app says itself

\`upload.retries-used-up\` has the category of what failed last.

${tableOf(byCode(uploadFailures))}
`;
