-- Which process runs which job: one that is gone gives its jobs back at once, long before their heartbeat is missed.
CREATE TABLE "running_jobs" (
  "job_id" UUID NOT NULL,
  "queue_name" TEXT NOT NULL,
  "process_id" UUID NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "running_jobs_pkey" PRIMARY KEY ("job_id")
) WITH (fillfactor = 50);
