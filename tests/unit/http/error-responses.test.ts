import { Prisma } from "@prisma/client";
import { expect, test } from "vitest";
import { problemResponse, requestIdOf, toProblem } from "#app/http/error-responses.server.ts";
import { AppError, ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from "#app/platform/errors.ts";
import { createLogger } from "#app/platform/logger.server.ts";

const edge = { log: createLogger("silent"), requestId: "request-1234" };

test.each([
  [new NotFoundError("batch"), 404, "batch.not-found"],
  [new InvalidInputError("request.invalid-body", "No."), 400, "request.invalid-body"],
  [new ForbiddenError("permission.denied", "No."), 403, "permission.denied"],
  [new ConflictError("batch.cancelled", "No."), 409, "batch.cancelled"],
])("%s is answered with its own status and code", async (error, status, code) => {
  const response = problemResponse(toProblem(error, edge));

  expect(response.status).toBe(status);
  expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  expect(await response.json()).toMatchObject({ status, code, detail: error.publicMessage, requestId: "request-1234" });
});

test("a failure that will pass says after how many seconds to come again", () => {
  const wait = new AppError({ code: "shop.busy", publicMessage: "Busy.", remedy: { kind: "wait", seconds: 2.5 } });

  const response = problemResponse(toProblem(wait, edge));

  expect(response.status).toBe(503);
  expect(response.headers.get("Retry-After")).toBe("3");
});

test("what nobody expected shows a request id and nothing of the fault", async () => {
  const response = problemResponse(toProblem(new Error("password=hunter2"), edge));

  const body = await response.text();
  expect(response.status).toBe(500);
  expect(body).toContain("request-1234");
  expect(body).not.toContain("hunter2");
});

test("a database that is away is answered as a passing state", () => {
  const away = new Prisma.PrismaClientKnownRequestError("Can't reach database server", {
    code: "P1001",
    clientVersion: "6.19.3",
  });

  expect(toProblem(away, edge)).toMatchObject({ status: 503, code: "app.unavailable", retryAfterSeconds: 5 });
});

test("a request id from the front is kept unless it could not be one", () => {
  const given = (id: string) => requestIdOf(new Request("https://app.test/", { headers: { "x-request-id": id } }));

  expect(given("abcdef-0123456789")).toBe("abcdef-0123456789");
  expect(given("<script>alert(1)</script>")).toMatch(/^[0-9a-f-]{36}$/);
});
