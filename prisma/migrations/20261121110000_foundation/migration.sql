-- The foundation. First what Prisma can say (its own diff, with generated columns, collations and one deferred key
-- written in), then what it cannot: extensions and text search before, checks, partial indexes, functions, triggers
-- and views after.

create extension if not exists unaccent with schema public;
create extension if not exists pg_trgm with schema public;
create extension if not exists btree_gin with schema public;

-- Folds accents, stems nothing: right for every language, best for none. A namespace may name another one.
create text search configuration public.vitrine (copy = pg_catalog.simple);
alter text search configuration public.vitrine
  alter mapping for word, hword, hword_part, numword, numhword with public.unaccent, pg_catalog.simple;

-- CreateTable
CREATE TABLE "blob" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "mime_type" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "is_active" BOOLEAN GENERATED ALWAYS AS (state = 'active') STORED,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blob_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rendition" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "blob_id" UUID NOT NULL,
    "preset" TEXT,
    "recipe" JSONB NOT NULL,
    "recipe_hash" TEXT NOT NULL,
    "tool_version" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "mime_type" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rendition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "color" TEXT NOT NULL DEFAULT '#3B82F6',
    "cover_media_id" UUID,
    "parent_id" UUID,
    "access_level" TEXT NOT NULL DEFAULT 'members',
    "smart_query" JSONB,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "collection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_item" (
    "namespace_id" UUID NOT NULL,
    "collection_id" UUID NOT NULL,
    "media_id" UUID NOT NULL,
    "position" TEXT COLLATE "C" NOT NULL,
    "added_by" UUID,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "collection_item_pkey" PRIMARY KEY ("namespace_id","collection_id","media_id")
);

-- CreateTable
CREATE TABLE "counter" (
    "namespace_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "metric" TEXT NOT NULL,
    "value" BIGINT NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "grew_at" TIMESTAMPTZ(3),

    CONSTRAINT "counter_pkey" PRIMARY KEY ("subject_id","metric")
);

-- CreateTable
CREATE TABLE "counter_delta" (
    "id" BIGSERIAL NOT NULL,
    "namespace_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "metric" TEXT NOT NULL,
    "delta" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "counter_delta_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "email" TEXT,
    "user_info" JSONB NOT NULL DEFAULT '{}',
    "erased_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "namespace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("namespace_id","user_id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "namespace_id" UUID,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'editor',
    "scopes" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "secret_sha256" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "media" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "original_filename" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "access_level" TEXT NOT NULL,
    "review_status" TEXT NOT NULL DEFAULT 'approved',
    "processing_status" TEXT NOT NULL DEFAULT 'pending',
    "current_version_id" UUID,
    "uploaded_by" UUID,
    "alt" JSONB NOT NULL DEFAULT '{}',
    "caption" TEXT NOT NULL DEFAULT '',
    "credit" TEXT NOT NULL DEFAULT '',
    "license" TEXT NOT NULL DEFAULT '',
    "rights_start" TIMESTAMPTZ(3),
    "rights_end" TIMESTAMPTZ(3),
    "focal_x" DOUBLE PRECISION NOT NULL DEFAULT 0.5,
    "focal_y" DOUBLE PRECISION NOT NULL DEFAULT 0.5,
    "taken_at" TIMESTAMPTZ(3),
    "field_sources" JSONB NOT NULL DEFAULT '{}',
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "deleted_at" TIMESTAMPTZ(3),
    "deleted_by" UUID,
    "purge_after" TIMESTAMPTZ(3),
    "purge_started_at" TIMESTAMPTZ(3),
    "purged_at" TIMESTAMPTZ(3),
    "replaced_by" UUID,
    "temporary_until" TIMESTAMPTZ(3),
    "keep" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT GENERATED ALWAYS AS (CASE
        WHEN purged_at IS NOT NULL THEN 'purged'
        WHEN purge_started_at IS NOT NULL THEN 'purging'
        WHEN deleted_at IS NOT NULL THEN 'trashed'
        ELSE 'live'
    END) STORED,
    "is_live" BOOLEAN GENERATED ALWAYS AS (deleted_at IS NULL) STORED,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "media_version" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "media_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "blob_id" UUID NOT NULL,
    "needs_active_blob" BOOLEAN DEFAULT true,
    "width" INTEGER,
    "height" INTEGER,
    "duration_seconds" DOUBLE PRECISION,
    "page_count" INTEGER,
    "has_alpha" BOOLEAN NOT NULL DEFAULT false,
    "animated" BOOLEAN NOT NULL DEFAULT false,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "private_metadata" JSONB NOT NULL DEFAULT '{}',
    "placeholder" TEXT,
    "palette" JSONB,
    "phash" BIGINT,
    "damaged" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "media_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "media_index" (
    "media_id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "visibility" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "mime_type" TEXT NOT NULL,
    "access_level" TEXT NOT NULL,
    "uploaded_by" UUID,
    "size_bytes" BIGINT NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "duration_seconds" DOUBLE PRECISION,
    "title_key" TEXT COLLATE "C" NOT NULL,
    "tag_ids" UUID[] NOT NULL,
    "collection_ids" UUID[] NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "search_config" TEXT NOT NULL,
    "search" tsvector NOT NULL,

    CONSTRAINT "media_index_pkey" PRIMARY KEY ("media_id")
);

-- CreateTable
CREATE TABLE "namespace" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "default_access_level" TEXT NOT NULL DEFAULT 'public',
    "quota_bytes" BIGINT,
    "text_search_config" TEXT NOT NULL DEFAULT 'vitrine',
    "archived_at" TIMESTAMPTZ(3),
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "namespace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "namespace_usage" (
    "namespace_id" UUID NOT NULL,
    "used_bytes" BIGINT NOT NULL DEFAULT 0,
    "reserved_bytes" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "namespace_usage_pkey" PRIMARY KEY ("namespace_id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "namespace_id" UUID,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "action" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_id" TEXT,
    "reason" TEXT,
    "request_id" TEXT,
    "transaction_id" xid8 DEFAULT pg_current_xact_id(),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_event" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "entity_ids" TEXT[] NOT NULL,
    "request_id" TEXT,
    "transaction_id" xid8 DEFAULT pg_current_xact_id(),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "content_item" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "url" TEXT,
    "locale" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'published',
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "content_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reference" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "content_item_id" UUID NOT NULL,
    "media_id" UUID NOT NULL,
    "field_path" TEXT NOT NULL DEFAULT '',
    "version_pin" INTEGER,
    "crop" JSONB,
    "alt" TEXT,
    "decorative" BOOLEAN,
    "caption" TEXT,
    "needs_live" BOOLEAN DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tag" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "color" TEXT NOT NULL DEFAULT '#10B981',
    "parent_id" UUID,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "media_tag" (
    "namespace_id" UUID NOT NULL,
    "media_id" UUID NOT NULL,
    "tag_id" UUID NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'user',
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "media_tag_pkey" PRIMARY KEY ("namespace_id","media_id","tag_id")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "door" TEXT NOT NULL,
    "user_id" UUID,
    "api_key_id" TEXT,
    "filename" TEXT NOT NULL,
    "declared_size_bytes" BIGINT NOT NULL,
    "declared_sha256" TEXT,
    "declared_mime_type" TEXT,
    "offset_bytes" BIGINT NOT NULL DEFAULT 0,
    "reserved_bytes" BIGINT NOT NULL DEFAULT 0,
    "quarantine_key" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "fields" JSONB NOT NULL DEFAULT '{}',
    "media_id" UUID,
    "duplicate_of" UUID,
    "error" JSONB,
    "idempotency_key" TEXT,
    "request_id" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "outcomes" JSONB NOT NULL DEFAULT '[]',
    "undo" JSONB,
    "error" TEXT,
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "worker_id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("worker_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "blob_storage_key_key" ON "blob"("storage_key");

-- CreateIndex
CREATE UNIQUE INDEX "blob_namespace_id_id_key" ON "blob"("namespace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "blob_namespace_id_id_is_active_key" ON "blob"("namespace_id", "id", "is_active");

-- CreateIndex
CREATE UNIQUE INDEX "rendition_storage_key_key" ON "rendition"("storage_key");

-- CreateIndex
CREATE UNIQUE INDEX "rendition_namespace_id_blob_id_recipe_hash_key" ON "rendition"("namespace_id", "blob_id", "recipe_hash");

-- CreateIndex
CREATE INDEX "collection_namespace_id_parent_id_idx" ON "collection"("namespace_id", "parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "collection_namespace_id_id_key" ON "collection"("namespace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "collection_namespace_id_slug_key" ON "collection"("namespace_id", "slug");

-- CreateIndex
CREATE INDEX "collection_item_namespace_id_collection_id_position_media_i_idx" ON "collection_item"("namespace_id", "collection_id", "position", "media_id");

-- CreateIndex
CREATE INDEX "collection_item_namespace_id_media_id_idx" ON "collection_item"("namespace_id", "media_id");

-- CreateIndex
CREATE INDEX "counter_namespace_id_idx" ON "counter"("namespace_id");

-- CreateIndex
CREATE INDEX "counter_delta_subject_id_metric_idx" ON "counter_delta"("subject_id", "metric");

-- CreateIndex
CREATE UNIQUE INDEX "user_issuer_subject_key" ON "user"("issuer", "subject");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_secret_sha256_key" ON "api_key"("secret_sha256");

-- CreateIndex
CREATE INDEX "api_key_namespace_id_idx" ON "api_key"("namespace_id");

-- CreateIndex
CREATE UNIQUE INDEX "media_namespace_id_id_key" ON "media"("namespace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "media_namespace_id_id_is_live_key" ON "media"("namespace_id", "id", "is_live");

-- CreateIndex
CREATE INDEX "media_version_namespace_id_blob_id_idx" ON "media_version"("namespace_id", "blob_id");

-- CreateIndex
CREATE UNIQUE INDEX "media_version_namespace_id_media_id_id_key" ON "media_version"("namespace_id", "media_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "media_version_namespace_id_media_id_number_key" ON "media_version"("namespace_id", "media_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "media_index_namespace_id_media_id_key" ON "media_index"("namespace_id", "media_id");

-- CreateIndex
CREATE UNIQUE INDEX "namespace_slug_key" ON "namespace"("slug");

-- CreateIndex
CREATE INDEX "audit_entry_namespace_id_created_at_id_idx" ON "audit_entry"("namespace_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_entity_entity_id_idx" ON "audit_entry"("entity", "entity_id");

-- CreateIndex
CREATE INDEX "outbox_event_namespace_id_created_at_id_idx" ON "outbox_event"("namespace_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "content_item_namespace_id_id_key" ON "content_item"("namespace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "content_item_namespace_id_type_external_id_locale_state_key" ON "content_item"("namespace_id", "type", "external_id", "locale", "state");

-- CreateIndex
CREATE INDEX "reference_namespace_id_media_id_idx" ON "reference"("namespace_id", "media_id");

-- CreateIndex
CREATE UNIQUE INDEX "reference_namespace_id_content_item_id_field_path_media_id_key" ON "reference"("namespace_id", "content_item_id", "field_path", "media_id");

-- CreateIndex
CREATE INDEX "tag_namespace_id_parent_id_idx" ON "tag"("namespace_id", "parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "tag_namespace_id_id_key" ON "tag"("namespace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "tag_namespace_id_slug_key" ON "tag"("namespace_id", "slug");

-- CreateIndex
CREATE INDEX "media_tag_namespace_id_tag_id_idx" ON "media_tag"("namespace_id", "tag_id");

-- CreateIndex
CREATE UNIQUE INDEX "upload_quarantine_key_key" ON "upload"("quarantine_key");

-- CreateIndex
CREATE INDEX "upload_namespace_id_created_at_idx" ON "upload"("namespace_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "upload_namespace_id_media_id_idx" ON "upload"("namespace_id", "media_id");

-- CreateIndex
CREATE UNIQUE INDEX "upload_namespace_id_id_key" ON "upload"("namespace_id", "id");

-- CreateIndex
CREATE INDEX "task_namespace_id_created_at_idx" ON "task"("namespace_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "task_namespace_id_id_key" ON "task"("namespace_id", "id");

-- AddForeignKey
ALTER TABLE "blob" ADD CONSTRAINT "blob_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rendition" ADD CONSTRAINT "rendition_namespace_id_blob_id_fkey" FOREIGN KEY ("namespace_id", "blob_id") REFERENCES "blob"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "collection" ADD CONSTRAINT "collection_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "collection" ADD CONSTRAINT "collection_namespace_id_cover_media_id_fkey" FOREIGN KEY ("namespace_id", "cover_media_id") REFERENCES "media"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "collection" ADD CONSTRAINT "collection_namespace_id_parent_id_fkey" FOREIGN KEY ("namespace_id", "parent_id") REFERENCES "collection"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "collection_item" ADD CONSTRAINT "collection_item_namespace_id_collection_id_fkey" FOREIGN KEY ("namespace_id", "collection_id") REFERENCES "collection"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "collection_item" ADD CONSTRAINT "collection_item_namespace_id_media_id_fkey" FOREIGN KEY ("namespace_id", "media_id") REFERENCES "media"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_uploaded_by_fkey" FOREIGN KEY ("uploaded_by") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_deleted_by_fkey" FOREIGN KEY ("deleted_by") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_current_version" FOREIGN KEY ("namespace_id", "id", "current_version_id") REFERENCES "media_version"("namespace_id", "media_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_replaced_by_fkey" FOREIGN KEY ("namespace_id", "replaced_by") REFERENCES "media"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "media_version" ADD CONSTRAINT "media_version_namespace_id_media_id_fkey" FOREIGN KEY ("namespace_id", "media_id") REFERENCES "media"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "media_version" ADD CONSTRAINT "media_version_namespace_id_blob_id_fkey" FOREIGN KEY ("namespace_id", "blob_id") REFERENCES "blob"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "media_version" ADD CONSTRAINT "media_version_needs_active_blob" FOREIGN KEY ("namespace_id", "blob_id", "needs_active_blob") REFERENCES "blob"("namespace_id", "id", "is_active") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "media_index" ADD CONSTRAINT "media_index_namespace_id_media_id_fkey" FOREIGN KEY ("namespace_id", "media_id") REFERENCES "media"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "namespace_usage" ADD CONSTRAINT "namespace_usage_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "content_item" ADD CONSTRAINT "content_item_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "reference" ADD CONSTRAINT "reference_namespace_id_content_item_id_fkey" FOREIGN KEY ("namespace_id", "content_item_id") REFERENCES "content_item"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "reference" ADD CONSTRAINT "reference_namespace_id_media_id_fkey" FOREIGN KEY ("namespace_id", "media_id") REFERENCES "media"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "reference" ADD CONSTRAINT "reference_needs_live_media" FOREIGN KEY ("namespace_id", "media_id", "needs_live") REFERENCES "media"("namespace_id", "id", "is_live") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "reference" ADD CONSTRAINT "reference_namespace_id_media_id_version_pin_fkey" FOREIGN KEY ("namespace_id", "media_id", "version_pin") REFERENCES "media_version"("namespace_id", "media_id", "number") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "tag" ADD CONSTRAINT "tag_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "tag" ADD CONSTRAINT "tag_namespace_id_parent_id_fkey" FOREIGN KEY ("namespace_id", "parent_id") REFERENCES "tag"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "media_tag" ADD CONSTRAINT "media_tag_namespace_id_media_id_fkey" FOREIGN KEY ("namespace_id", "media_id") REFERENCES "media"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "media_tag" ADD CONSTRAINT "media_tag_namespace_id_tag_id_fkey" FOREIGN KEY ("namespace_id", "tag_id") REFERENCES "tag"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_namespace_id_media_id_fkey" FOREIGN KEY ("namespace_id", "media_id") REFERENCES "media"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_namespace_id_duplicate_of_fkey" FOREIGN KEY ("namespace_id", "duplicate_of") REFERENCES "media"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- ---------------------------------------------------------------- enumerations, ranges and lengths

alter table namespace
  add constraint namespace_slug_check check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100),
  add constraint namespace_default_access_level_check check (default_access_level in ('public', 'members', 'staff', 'private')),
  add constraint namespace_quota_bytes_check check (quota_bytes > 0);

alter table namespace_usage
  add constraint namespace_usage_bytes_check check (used_bytes >= 0 and reserved_bytes >= 0);

alter table membership
  add constraint membership_role_check check (role in ('viewer', 'contributor', 'editor', 'admin'));

alter table api_key
  add constraint api_key_id_check check (id ~ '^[A-Za-z0-9]{1,64}$'),
  add constraint api_key_role_check check (role in ('viewer', 'contributor', 'editor', 'admin')),
  add constraint api_key_secret_sha256_check check (secret_sha256 ~ '^[0-9a-f]{64}$'),
  add constraint api_key_public_key_check check (public_key ~ '^[A-Za-z0-9_-]{43}$');

alter table blob
  add constraint blob_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  add constraint blob_size_bytes_check check (size_bytes > 0),
  add constraint blob_state_check check (state in ('active', 'dying', 'dead')),
  add constraint blob_storage_key_check check (starts_with(storage_key, namespace_id::text || '/'));

alter table rendition
  add constraint rendition_preset_check check (preset in ('small', 'medium', 'large')),
  add constraint rendition_dimensions_check check (width > 0 and height > 0 and size_bytes > 0),
  add constraint rendition_storage_key_check check (starts_with(storage_key, namespace_id::text || '/'));

alter table media
  add constraint media_title_check check (length(title) between 1 and 255),
  add constraint media_slug_check check (length(slug) between 1 and 255),
  add constraint media_kind_check check (kind in ('image', 'video', 'audio', 'document')),
  add constraint media_access_level_check check (access_level in ('public', 'members', 'staff', 'private')),
  add constraint media_review_status_check check (review_status in ('pending', 'approved', 'rejected')),
  add constraint media_processing_status_check check (processing_status in ('pending', 'ready', 'failed')),
  add constraint media_focal_check check (focal_x between 0 and 1 and focal_y between 0 and 1),
  add constraint media_rights_check check (rights_start <= rights_end),
  add constraint media_purge_check check (
    (purge_started_at is null or deleted_at is not null) and (purged_at is null or purge_started_at is not null)),
  add constraint media_current_version_check check (current_version_id is not null or purged_at is not null);

alter table media_version
  add constraint media_version_number_check check (number > 0),
  add constraint media_version_needs_active_blob_check check (needs_active_blob),
  add constraint media_version_dimensions_check check (width > 0 and height > 0 and duration_seconds > 0 and page_count > 0);

alter table media_index
  add constraint media_index_visibility_check check (visibility in ('live', 'trashed'));

alter table upload
  add constraint upload_door_check check (door in ('multipart', 'tus', 'presigned', 'import')),
  add constraint upload_state_check check (state in ('open', 'finishing', 'done', 'failed', 'expired')),
  add constraint upload_declared_check check (declared_size_bytes >= 0 and declared_sha256 ~ '^[0-9a-f]{64}$'),
  add constraint upload_offset_check check (offset_bytes between 0 and declared_size_bytes and reserved_bytes >= 0),
  add constraint upload_quarantine_key_check check (starts_with(quarantine_key, namespace_id::text || '/')),
  add constraint upload_done_check check ((state = 'done') = (media_id is not null)),
  add constraint upload_failed_check check (state <> 'failed' or error is not null);

alter table tag
  add constraint tag_name_check check (length(name) between 1 and 100),
  add constraint tag_slug_check check (length(slug) between 1 and 100),
  add constraint tag_color_check check (color ~ '^#[0-9A-Fa-f]{6}$');

alter table media_tag
  add constraint media_tag_source_check check (source in ('user', 'suggestion'));

alter table collection
  add constraint collection_title_check check (length(title) between 1 and 255),
  add constraint collection_slug_check check (length(slug) between 1 and 255),
  add constraint collection_color_check check (color ~ '^#[0-9A-Fa-f]{6}$'),
  add constraint collection_access_level_check check (access_level in ('public', 'members', 'staff', 'private'));

alter table content_item
  add constraint content_item_state_check check (state in ('draft', 'published', 'archived'));

alter table reference
  add constraint reference_needs_live_check check (needs_live),
  add constraint reference_field_path_check check (field_path = '' or starts_with(field_path, '/'));

alter table counter
  add constraint counter_metric_check check (metric in ('references', 'files', 'image', 'video', 'audio', 'document', 'trashed'));

alter table counter_delta
  add constraint counter_delta_metric_check check (metric in ('references', 'files', 'image', 'video', 'audio', 'document', 'trashed'));

alter table task
  add constraint task_state_check check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  add constraint task_progress_check check (done >= 0 and total >= 0);

alter table audit_entry
  add constraint audit_entry_actor_kind_check check (actor_kind in ('user', 'key', 'system'));

-- ---------------------------------------------------------------- partial and inverted indexes

create unique index membership_default_key on membership (user_id) where is_default;
create unique index blob_active_content_key on blob (namespace_id, sha256, size_bytes) where state = 'active';
create index blob_dying_idx on blob (updated_at) where state = 'dying';
create unique index media_live_slug_key on media (namespace_id, slug) where deleted_at is null;
create index media_pending_idx on media (created_at) where processing_status = 'pending' and deleted_at is null;
create index media_purge_after_idx on media (purge_after) where deleted_at is not null and purged_at is null;
create unique index upload_idempotency_key on upload (namespace_id, idempotency_key) where idempotency_key is not null;
create index upload_expiry_idx on upload (expires_at) where state in ('open', 'finishing');
create index task_open_idx on task (namespace_id, created_at) where state in ('queued', 'running');
create index outbox_event_undelivered_idx on outbox_event (created_at, id) where delivered_at is null;

create index media_index_created_idx on media_index (namespace_id, created_at desc, media_id desc)
  include (access_level, uploaded_by) where visibility = 'live';
create index media_index_kind_idx on media_index (namespace_id, kind, created_at desc, media_id desc)
  include (access_level, uploaded_by) where visibility = 'live';
-- How many files a role may not see is counted here; what is included above keeps deep pages inside the index.
create index media_index_level_idx on media_index (namespace_id, access_level, kind, uploaded_by) where visibility = 'live';
create index media_index_updated_idx on media_index (namespace_id, updated_at desc, media_id desc) where visibility = 'live';
create index media_index_title_idx on media_index (namespace_id, title_key, media_id) where visibility = 'live';
create index media_index_size_idx on media_index (namespace_id, size_bytes desc, media_id desc) where visibility = 'live';
create index media_index_uploader_idx on media_index (namespace_id, uploaded_by, created_at desc, media_id desc) where visibility = 'live';
create index media_index_taken_idx on media_index (namespace_id, taken_at desc, media_id desc) where visibility = 'live' and taken_at is not null;
create index media_index_trashed_idx on media_index (namespace_id, deleted_at desc, media_id desc) where visibility = 'trashed';
create index media_index_search_idx on media_index using gin (namespace_id, search) where visibility = 'live';
create index media_index_title_trigram_idx on media_index using gin (namespace_id, title_key public.gin_trgm_ops) where visibility = 'live';
create index media_index_tags_idx on media_index using gin (tag_ids) where visibility = 'live';
create index media_index_collections_idx on media_index using gin (collection_ids) where visibility = 'live';

-- ---------------------------------------------------------------- lists and search

-- What is worth finding in a file name: not its extension, not what the camera put before the number.
create function searchable_filename(filename text) returns text
language sql immutable parallel safe
return regexp_replace(
  translate(regexp_replace(filename, '\.[A-Za-z0-9]{1,8}$', ''), '._-', '   '),
  '^(IMG|DSC|DSCN|DSCF|PXL|MVI|VID|GOPR|P|R|SAM|WhatsApp Image|Screenshot)\s*(?=[0-9])', '', 'i');

-- Brings the rows of these files up to date, or removes them once purging began. Call it last in the transaction:
-- it locks the rows first, so that of two who change one file the second sees what the first committed.
create function refresh_media_index(ids uuid[]) returns void
language plpgsql set search_path = pg_catalog, public
as $$
begin
  perform from media_index where media_id = any (ids) order by media_id for update;

  delete from media_index i using media m
   where i.media_id = any (ids) and m.id = i.media_id and m.purge_started_at is not null;

  insert into media_index (
    media_id, namespace_id, visibility, kind, mime_type, access_level, uploaded_by, size_bytes, width, height,
    duration_seconds, title_key, tag_ids, collection_ids, created_at, updated_at, taken_at, deleted_at,
    search_config, search)
  select
    m.id, m.namespace_id, case when m.deleted_at is null then 'live' else 'trashed' end,
    m.kind, b.mime_type, m.access_level, m.uploaded_by, b.size_bytes, v.width, v.height,
    v.duration_seconds, lower(unaccent('public.unaccent', m.title)),
    t.tag_ids, c.collection_ids, m.created_at, m.updated_at, m.taken_at, m.deleted_at,
    n.text_search_config,
    setweight(to_tsvector(n.text_search_config::regconfig, translate(m.title, '._/', '   ')), 'A') ||
    setweight(to_tsvector(n.text_search_config::regconfig,
      concat_ws(' ', a.texts, m.caption, t.names, searchable_filename(m.original_filename))), 'B') ||
    setweight(to_tsvector(n.text_search_config::regconfig, m.description), 'C')
  from media m
  join namespace n on n.id = m.namespace_id
  join media_version v on v.namespace_id = m.namespace_id and v.media_id = m.id and v.id = m.current_version_id
  join blob b on b.id = v.blob_id
  cross join lateral (
    select coalesce(array_agg(t.id order by t.id), '{}') as tag_ids, string_agg(t.name, ' ' order by t.id) as names
    from media_tag mt join tag t on t.id = mt.tag_id
    where mt.namespace_id = m.namespace_id and mt.media_id = m.id) t
  cross join lateral (
    select coalesce(array_agg(ci.collection_id order by ci.collection_id), '{}') as collection_ids
    from collection_item ci
    where ci.namespace_id = m.namespace_id and ci.media_id = m.id) c
  cross join lateral (
    select string_agg(value, ' ' order by key) as texts from jsonb_each_text(m.alt)) a
  where m.id = any (ids) and m.purge_started_at is null
  order by m.id
  on conflict (media_id) do update set
    visibility = excluded.visibility, kind = excluded.kind, mime_type = excluded.mime_type,
    access_level = excluded.access_level, uploaded_by = excluded.uploaded_by, size_bytes = excluded.size_bytes,
    width = excluded.width, height = excluded.height, duration_seconds = excluded.duration_seconds,
    title_key = excluded.title_key, tag_ids = excluded.tag_ids, collection_ids = excluded.collection_ids,
    created_at = excluded.created_at, updated_at = excluded.updated_at, taken_at = excluded.taken_at,
    deleted_at = excluded.deleted_at, search_config = excluded.search_config, search = excluded.search;
end $$;

-- ---------------------------------------------------------------- counters: deltas are appended, a job folds them

create function count_references() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
begin
  if tg_op = 'INSERT' then
    insert into counter_delta (namespace_id, subject_id, metric, delta)
    select namespace_id, media_id, 'references', count(*) from new_rows group by 1, 2;
  elsif tg_op = 'DELETE' then
    insert into counter_delta (namespace_id, subject_id, metric, delta)
    select namespace_id, media_id, 'references', -count(*) from old_rows group by 1, 2;
  else
    insert into counter_delta (namespace_id, subject_id, metric, delta)
    select namespace_id, media_id, 'references', sum(n)
    from (select namespace_id, media_id, 1 as n from new_rows
          union all select namespace_id, media_id, -1 from old_rows) changed
    group by 1, 2 having sum(n) <> 0;
  end if;
  return null;
end $$;

create trigger reference_counted_on_insert after insert on reference
  referencing new table as new_rows for each statement execute function count_references();
create trigger reference_counted_on_update after update on reference
  referencing old table as old_rows new table as new_rows for each statement execute function count_references();
create trigger reference_counted_on_delete after delete on reference
  referencing old table as old_rows for each statement execute function count_references();

-- All that one row of media_index counts for: its kind or the trash, and while it is live its tags and collections.
create function counted_in(namespace_id uuid, visibility text, kind text, tag_ids uuid[], collection_ids uuid[])
returns table (subject_id uuid, metric text)
language sql immutable parallel safe
begin atomic
  select namespace_id, case when visibility = 'live' then kind else 'trashed' end
  union all select unnest(tag_ids), 'files' where visibility = 'live'
  union all select unnest(collection_ids), 'files' where visibility = 'live';
end;

create function count_media_index() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
begin
  if tg_op = 'INSERT' then
    insert into counter_delta (namespace_id, subject_id, metric, delta, bytes)
    select r.namespace_id, c.subject_id, c.metric, count(*), sum(r.size_bytes)
    from new_rows r cross join lateral counted_in(r.namespace_id, r.visibility, r.kind, r.tag_ids, r.collection_ids) c
    group by 1, 2, 3;
  elsif tg_op = 'DELETE' then
    insert into counter_delta (namespace_id, subject_id, metric, delta, bytes)
    select r.namespace_id, c.subject_id, c.metric, -count(*), -sum(r.size_bytes)
    from old_rows r cross join lateral counted_in(r.namespace_id, r.visibility, r.kind, r.tag_ids, r.collection_ids) c
    group by 1, 2, 3;
  else
    insert into counter_delta (namespace_id, subject_id, metric, delta, bytes)
    select r.namespace_id, c.subject_id, c.metric, sum(r.n), sum(r.n * r.size_bytes)
    from (select 1 as n, namespace_id, visibility, kind, tag_ids, collection_ids, size_bytes from new_rows
          union all
          select -1, namespace_id, visibility, kind, tag_ids, collection_ids, size_bytes from old_rows) r
    cross join lateral counted_in(r.namespace_id, r.visibility, r.kind, r.tag_ids, r.collection_ids) c
    group by 1, 2, 3 having sum(r.n) <> 0 or sum(r.n * r.size_bytes) <> 0;
  end if;
  return null;
end $$;

create trigger media_index_counted_on_insert after insert on media_index
  referencing new table as new_rows for each statement execute function count_media_index();
create trigger media_index_counted_on_update after update on media_index
  referencing old table as old_rows new table as new_rows for each statement execute function count_media_index();
create trigger media_index_counted_on_delete after delete on media_index
  referencing old table as old_rows for each statement execute function count_media_index();

-- Counter plus deltas in one snapshot: exact, also while a fold runs. Subjects that were never counted are missing.
create function counts_of(wanted_metric text, subjects uuid[])
returns table (subject_id uuid, value bigint, bytes bigint, grew_at timestamptz)
language sql stable parallel safe
begin atomic
  select s.subject_id, sum(s.value)::bigint, sum(s.bytes)::bigint, max(s.grew_at)
  from (
    select c.subject_id, c.value, c.bytes, c.grew_at
    from counter c where c.metric = wanted_metric and c.subject_id = any (subjects)
    union all
    select d.subject_id, d.delta, d.bytes, case when d.delta > 0 then d.created_at end
    from counter_delta d where d.metric = wanted_metric and d.subject_id = any (subjects)) s
  group by s.subject_id;
end;

-- Takes at most so many of the oldest deltas into counter, in one order; answers how many it took.
create function fold_counters(batch_size integer) returns integer
language plpgsql set search_path = pg_catalog, public
as $$
declare
  taken integer;
begin
  with oldest as (
    select id from counter_delta order by id limit batch_size for update skip locked
  ), gone as (
    delete from counter_delta d using oldest where d.id = oldest.id returning d.*
  ), folded as (
    insert into counter (namespace_id, subject_id, metric, value, bytes, grew_at)
    select namespace_id, subject_id, metric, sum(delta), sum(bytes), max(created_at) filter (where delta > 0)
    from gone group by 1, 2, 3 order by subject_id, metric
    on conflict (subject_id, metric) do update set
      value = counter.value + excluded.value,
      bytes = counter.bytes + excluded.bytes,
      grew_at = greatest(counter.grew_at, excluded.grew_at)
  )
  select count(*) into taken from gone;
  return taken;
end $$;

-- ---------------------------------------------------------------- guards

create function make_namespace_usage() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
begin
  insert into namespace_usage (namespace_id) select id from new_rows;
  return null;
end $$;

create trigger namespace_has_usage after insert on namespace
  referencing new table as new_rows for each statement execute function make_namespace_usage();

create function refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
begin
  raise exception '% on % is refused: %', tg_op, tg_table_name, tg_argv[0] using errcode = 'insufficient_privilege';
end $$;

create trigger audit_entry_is_append_only before update or delete or truncate on audit_entry
  for each statement execute function refuse_change('its rows are never changed');
create trigger media_version_is_immutable before update of namespace_id, media_id, number, blob_id on media_version
  for each statement execute function refuse_change('make a new version instead');
create trigger blob_content_is_immutable before update of namespace_id, sha256, size_bytes, storage_key on blob
  for each statement execute function refuse_change('its bytes are never changed');

-- Moves in one tree wait for each other: two that are right alone can close a circle together.
create function refuse_circle() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
declare
  closed boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended(tg_table_name || new.namespace_id::text, 0));
  execute format(
    'with recursive above as (
       select id, parent_id from public.%1$I where id = $1
       union
       select t.id, t.parent_id from public.%1$I t join above a on t.id = a.parent_id)
     select exists (select from above where id = $2)', tg_table_name)
  into closed using new.parent_id, new.id;
  if closed then
    raise exception 'a % can not stand under itself', tg_table_name
      using errcode = 'check_violation', constraint = tg_table_name || '_no_circle', table = tg_table_name;
  end if;
  return null;
end $$;

create trigger tag_no_circle after insert or update of parent_id on tag
  for each row when (new.parent_id is not null) execute function refuse_circle();
create trigger collection_no_circle after insert or update of parent_id on collection
  for each row when (new.parent_id is not null) execute function refuse_circle();

-- ---------------------------------------------------------------- outbox

-- Ids only, 200 to a message: a payload holds less than 8,000 bytes, and who may see what is asked when it is read.
create function announce_events() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
begin
  perform pg_notify('vitrine_outbox', string_agg(id::text, ',' order by n))
  from (select id, row_number() over (order by id) as n from new_rows) numbered
  group by (n - 1) / 200;
  return null;
end $$;

create trigger outbox_event_announced after insert on outbox_event
  referencing new table as new_rows for each statement execute function announce_events();

-- ---------------------------------------------------------------- views

create view media_file_summary as
select
  m.id as media_id,
  m.namespace_id,
  (select count(*) from media_tag t where t.namespace_id = m.namespace_id and t.media_id = m.id) as tag_count,
  (select count(*) from collection_item c where c.namespace_id = m.namespace_id and c.media_id = m.id) as collection_count,
  (select count(*) from media_version v join rendition r on r.namespace_id = v.namespace_id and r.blob_id = v.blob_id
    where v.namespace_id = m.namespace_id and v.media_id = m.id and v.id = m.current_version_id and r.preset is not null)
    as thumbnail_count,
  coalesce((select array_agg(g.name order by g.name)
    from media_tag t join tag g on g.id = t.tag_id
    where t.namespace_id = m.namespace_id and t.media_id = m.id), '{}') as tag_names
from media m
where m.purged_at is null;

create materialized view storage_usage_by_namespace as
select
  n.id as namespace_id,
  count(i.media_id) as file_count,
  coalesce(sum(i.size_bytes), 0)::bigint as total_size,
  coalesce(avg(i.size_bytes), 0)::double precision as avg_file_size,
  count(*) filter (where i.kind = 'image') as image_count,
  count(*) filter (where i.kind = 'video') as video_count,
  count(*) filter (where i.kind = 'audio') as audio_count,
  count(*) filter (where i.kind = 'document') as document_count,
  now()::timestamptz(3) as refreshed_at
from namespace n
left join media_index i on i.namespace_id = n.id and i.visibility = 'live'
group by n.id;

create unique index storage_usage_by_namespace_key on storage_usage_by_namespace (namespace_id);

-- Only an owner may refresh a materialised view, and the application is none.
create function refresh_storage_stats() returns void
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
  refresh materialized view concurrently public.storage_usage_by_namespace;
end $$;
