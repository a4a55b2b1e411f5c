import { z } from "zod";
import { defineOperation } from "../operation.ts";

export const watchEvents = defineOperation({
  id: "watchEvents",
  call: "GET /events",
  summary:
    "What happens in the organization, as server-sent events: each is the thing that changed, as it is now. Goes on after a break with the `Last-Event-ID` header.",
  query: z.looseObject({ cursor: z.string().optional() }),
  answer: z.string(),
  gives: "events",
});
