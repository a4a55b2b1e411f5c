import { expect, test } from "vitest";
import { z } from "zod";
import { parseForm } from "#app/http/parse-input.server.ts";

const send = (body: BodyInit, type?: string) =>
  new Request("https://app.test/app", {
    method: "POST",
    body,
    ...(type === undefined ? {} : { headers: { "content-type": type } }),
  });

test("a form is read, and what is no form is refused as what was sent wrongly", async () => {
  const schema = z.object({ intent: z.enum(["pause"]) });

  expect(await parseForm(send(new URLSearchParams({ intent: "pause" })), schema)).toEqual({ intent: "pause" });
  for (const request of [
    send("{}", "application/json"),
    send("half a form", "multipart/form-data; boundary=x"),
    send("intent=pause", "text/plain"),
    send(new URLSearchParams({ intent: "explode" })),
  ])
    await expect(parseForm(request, schema)).rejects.toMatchObject({ code: "request.invalid-form" });
});
