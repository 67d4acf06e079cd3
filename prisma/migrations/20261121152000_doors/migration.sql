-- What the doors keep beside an upload: requests that may be repeated, imports under way, direct uploads in parts.

alter table upload
  add column attempts integer not null default 0,
  add column multipart_id text,
  add constraint upload_attempts_check check (attempts >= 0);

alter table task add column input jsonb not null default '{}';

CREATE TABLE "idempotent_request" (
    "namespace_id" UUID NOT NULL,
    "actor_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_sha256" TEXT NOT NULL,
    "result_ids" UUID[] NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotent_request_pkey" PRIMARY KEY ("namespace_id","actor_id","key")
);

CREATE INDEX "idempotent_request_created_at_idx" ON "idempotent_request"("created_at");

ALTER TABLE "idempotent_request" ADD CONSTRAINT "idempotent_request_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table idempotent_request
  add constraint idempotent_request_key_check check (length(key) between 1 and 255),
  add constraint idempotent_request_sha256_check check (request_sha256 ~ '^[0-9a-f]{64}$'),
  add constraint idempotent_request_state_check check (state in ('running', 'done'));
