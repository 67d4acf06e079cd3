import * as z from 'zod';
import { MediaExport } from './exports.ts';
import { NamespaceId } from './ids.ts';

export const AuditActor = z.enum(['user', 'key', 'system', 'host']);

/** Who did what to which thing: ids, and nothing that it was called. */
export const AuditEntry = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  /** null where an operator acted outside any namespace. */
  namespaceId: NamespaceId.nullable(),
  actorKind: AuditActor,
  /** A person's id, a key's id, or a host's database role. */
  actorId: z.string().nullable(),
  /** What the person is called now. */
  actorName: z.string().nullable(),
  /** In the past tense: `media.trashed`. */
  action: z.string(),
  entity: z.string(),
  entityId: z.string().nullable(),
  reason: z.string().nullable(),
  requestId: z.string().nullable(),
  /** The fields that were changed; null where none is kept, or where it was erased with the file or the person. */
  detail: z
    .object({ before: z.record(z.string(), z.unknown()), after: z.record(z.string(), z.unknown()) })
    .nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const Text = z.string().min(1).max(255);

export const AuditFilter = z.strictObject({
  /** For operators, who see all without it; everybody else sees their own. */
  namespaceId: NamespaceId.optional(),
  from: z.iso.datetime().optional(),
  /** Not included. */
  until: z.iso.datetime().optional(),
  /** `media.trashed`, or all of a kind: `media.`. */
  action: Text.optional(),
  entity: Text.optional(),
  entityId: Text.optional(),
  actorId: Text.optional(),
  requestId: Text.optional(),
});
export type AuditFilter = z.output<typeof AuditFilter>;

/** Newest first. */
export const ListAuditInput = AuditFilter.extend({
  after: z.string().max(200).optional(),
  limit: z.int().min(1).max(1000).default(100),
});
export const AuditPage = z.object({ items: z.array(AuditEntry), nextAfter: z.string().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;

/** `csv` for spreadsheets, with a head; `ndjson` is one entry a line, as `audit.list` has them. */
export const AuditFormat = z.enum(['csv', 'ndjson']);
export type AuditFormat = z.infer<typeof AuditFormat>;

export const ExportAuditInput = AuditFilter.extend({ format: AuditFormat.default('csv') });
export const AuditExport = MediaExport.omit({ fileCount: true, sizeBytes: true });
export type AuditExport = z.infer<typeof AuditExport>;

export const AuditVerification = z.object({
  isIntact: z.boolean(),
  seals: z.int().nonnegative(),
  sealedEntries: z.int().nonnegative(),
  /** Too young, or of transactions that run: sealed within minutes. */
  unsealedEntries: z.int().nonnegative(),
  /** The hash of the last seal. Kept elsewhere, it proves later that nothing before it was changed. */
  head: z.string().nullable(),
  /** At most ten, in words. */
  problems: z.array(z.string()),
});
export type AuditVerification = z.infer<typeof AuditVerification>;
