-- Bulk work file by file, seals and details of the audit, the ledger of erasures, and as what an upload began.

CREATE TABLE "task_item" (
    "namespace_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "media_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'pending',
    "code" TEXT,
    "message" TEXT,
    "undo" JSONB,

    CONSTRAINT "task_item_pkey" PRIMARY KEY ("task_id","media_id")
);

CREATE TABLE "audit_seal" (
    "number" INTEGER NOT NULL,
    "era" INTEGER NOT NULL,
    "through_xid" xid8 NOT NULL,
    "entry_count" INTEGER NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("number")
);

CREATE TABLE "erasure" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "person_hmac" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);

-- In which numbering of transactions this database is: the start says another one after a restore into another server.
create function audit_era() returns integer language sql stable parallel safe return 1;

ALTER TABLE "upload" ADD COLUMN "role" TEXT;
ALTER TABLE "audit_entry" ADD COLUMN "era" INTEGER NOT NULL DEFAULT audit_era();
ALTER TABLE "audit_entry" ADD COLUMN "detail_hash" TEXT;

CREATE TABLE "audit_detail" (
    "entry_id" UUID NOT NULL,
    "salt" TEXT NOT NULL,
    "before" JSON NOT NULL,
    "after" JSON NOT NULL,

    CONSTRAINT "audit_detail_pkey" PRIMARY KEY ("entry_id")
);

ALTER TABLE "audit_detail" ADD CONSTRAINT "audit_detail_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "audit_entry"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

CREATE INDEX "audit_entry_era_transaction_id_id_idx" ON "audit_entry"("era", "transaction_id", "id");
CREATE INDEX "audit_entry_namespace_id_actor_id_created_at_idx" ON "audit_entry"("namespace_id", "actor_id", "created_at" DESC);

ALTER TABLE "task_item" ADD CONSTRAINT "task_item_namespace_id_task_id_fkey" FOREIGN KEY ("namespace_id", "task_id") REFERENCES "task"("namespace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "namespace"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table task_item
  add constraint task_item_outcome_check check (outcome in ('pending', 'done', 'failed')),
  add constraint task_item_code_check check ((outcome = 'failed') = (code is not null));

-- A run takes what is left to do; a retry what failed.
create index task_item_pending_idx on task_item (task_id, media_id) where outcome = 'pending';

alter table audit_entry add constraint audit_entry_era_check check (era >= 1);

-- When and in which transaction an entry was written is for nobody to choose: seals go by it.
create function stamp_audit_entry() returns trigger
language plpgsql
as $$
begin
  new.era := public.audit_era();
  new.transaction_id := pg_catalog.pg_current_xact_id();
  new.created_at := pg_catalog.now();
  return new;
end $$;

create trigger audit_entry_is_stamped before insert on audit_entry
  for each row execute function stamp_audit_entry();

alter table audit_seal
  add constraint audit_seal_hash_check check (hash ~ '^[0-9a-f]{64}$' and previous_hash ~ '^[0-9a-f]{64}$'),
  add constraint audit_seal_entry_count_check check (entry_count > 0);

alter table upload add constraint upload_role_check check (role in ('viewer', 'contributor', 'editor', 'admin'));

alter table audit_entry
  add constraint audit_entry_detail_hash_check check (detail_hash ~ '^[0-9a-f]{64}$');

alter table erasure
  add constraint erasure_kind_check check (kind in ('anonymized', 'erased')),
  add constraint erasure_person_hmac_check check (person_hmac ~ '^[0-9a-f]{64}$');

create trigger audit_seal_is_append_only before update or delete or truncate on audit_seal
  for each statement execute function refuse_change('its rows are never changed');
-- A detail may be erased, and is never changed: its hash stands in the entry, which is sealed.
create trigger audit_detail_is_not_changed before update or truncate on audit_detail
  for each statement execute function refuse_change('its rows are never changed');
create trigger erasure_is_append_only before update or delete or truncate on erasure
  for each statement execute function refuse_change('its rows are never changed');

-- What an entry is, in one text: every column that says something, so that none can be changed unseen.
create function audit_entry_text(entry audit_entry) returns text
language sql stable parallel safe
return jsonb_build_array(
  entry.id, entry.namespace_id, entry.actor_kind, entry.actor_id, entry.action, entry.entity, entry.entity_id,
  entry.reason, entry.request_id, entry.detail_hash, entry.era, entry.transaction_id::text,
  round(extract(epoch from entry.created_at) * 1000)::bigint)::text;
