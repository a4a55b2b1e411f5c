-- How many requests a token has left. Unlogged: after a crash of the server every token has all of them again,
-- and counting a request waits for no disk.
CREATE UNLOGGED TABLE "api_token_budgets" (
    "token_id" UUID NOT NULL,
    "available" DOUBLE PRECISION NOT NULL,
    "measured_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_token_budgets_pkey" PRIMARY KEY ("token_id")
);

-- Answers that are given again to a request with the same Idempotency-Key.
CREATE TABLE "api_answers" (
    "token_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "request_hash" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_answers_pkey" PRIMARY KEY ("token_id", "key")
);

CREATE INDEX "api_answers_created_at_idx" ON "api_answers"("created_at");

ALTER TABLE "api_answers" ADD CONSTRAINT "api_answers_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "api_tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;
