-- By which a database and a storage know that they belong together, before anything is swept.

CREATE TABLE "storage_mark" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "token" UUID NOT NULL,
    "previous_token" UUID,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "storage_mark_pkey" PRIMARY KEY ("id")
);

alter table storage_mark add constraint storage_mark_id_check check (id = 1);
