import { approveProducts, type ApprovedBatch } from "#app/domain/catalog/approve-products.server.ts";
import { answerOnce } from "#app/domain/idempotency/answer-once.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { approve } from "#app/http/api/operations/batch-operations.ts";

export const loader = apiRoute(
  answers(approve, async ({ ctx, body, request }) => {
    const key = request.headers.get("idempotency-key");
    if (key === null) return approveProducts(ctx, body);
    return answerOnce<ApprovedBatch>(ctx, { key, asked: body }, (keep) =>
      approveProducts(ctx, { ...body, onApproved: keep }),
    );
  }),
);
export const action = loader;
