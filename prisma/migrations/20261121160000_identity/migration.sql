-- What identity needs beyond the foundation: people whom several namespaces share, scopes and rotation of keys,
-- sessions of the console.

alter table namespace add column issuer text;

alter table api_key
  add column replaced_by text,
  add constraint api_key_scopes_check check (scopes <@ array['read', 'upload', 'organize', 'references', 'manage']);

ALTER TABLE "api_key" ADD CONSTRAINT "api_key_replaced_by_fkey" FOREIGN KEY ("replaced_by") REFERENCES "api_key"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "api_key_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "secret_sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "session_secret_sha256_key" ON "session"("secret_sha256");
CREATE INDEX "session_namespace_id_user_id_idx" ON "session"("namespace_id", "user_id");
CREATE INDEX "session_api_key_id_idx" ON "session"("api_key_id");
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

ALTER TABLE "session" ADD CONSTRAINT "session_namespace_id_user_id_fkey" FOREIGN KEY ("namespace_id", "user_id") REFERENCES "membership"("namespace_id", "user_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "session" ADD CONSTRAINT "session_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table session
  add constraint session_role_check check (role in ('viewer', 'contributor', 'editor', 'admin')),
  add constraint session_secret_sha256_check check (secret_sha256 ~ '^[0-9a-f]{64}$');

-- Who was erased is not to be known any more, but must not come back with what they held: kept as an HMAC.
CREATE TABLE "admission_bar" (
    "namespace_id" UUID NOT NULL,
    "person_hmac" TEXT NOT NULL,
    "tokens_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "admission_bar_pkey" PRIMARY KEY ("namespace_id","person_hmac")
);

ALTER TABLE "admission_bar" ADD CONSTRAINT "admission_bar_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table admission_bar add constraint admission_bar_person_hmac_check check (person_hmac ~ '^[0-9a-f]{64}$');
