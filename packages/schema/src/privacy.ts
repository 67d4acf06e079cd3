import * as z from 'zod';
import { AuditEntry } from './audit.ts';
import { MediaId, UserId } from './ids.ts';

const Reason = z.string().trim().min(1).max(1000);

export const PersonInput = z.strictObject({ userId: UserId });
/** The reason stands in the audit for ever: it must not name the person. */
export const ErasePersonInput = PersonInput.extend({ reason: Reason });

const Made = z.object({ id: z.uuid(), name: z.string(), createdAt: z.iso.datetime() });

/** Everything in a namespace that names a person. */
export const PersonalData = z.object({
  exportedAt: z.iso.datetime(),
  person: z.object({
    id: UserId,
    issuer: z.string(),
    subject: z.string(),
    displayName: z.string(),
    email: z.string().nullable(),
    userInfo: z.record(z.string(), z.unknown()),
    createdAt: z.iso.datetime(),
  }),
  membership: z.object({
    role: z.string(),
    createdAt: z.iso.datetime(),
    removedAt: z.iso.datetime().nullable(),
  }),
  /** What they uploaded; `url` opens the file for whoever has it, for an hour. */
  files: z.array(
    z.object({
      id: MediaId,
      title: z.string(),
      originalFilename: z.string(),
      mimeType: z.string(),
      sizeBytes: z.int(),
      createdAt: z.iso.datetime(),
      tags: z.array(z.string()),
      metadata: z.record(z.string(), z.unknown()),
      url: z.string(),
    }),
  ),
  uploads: z.array(z.object({ id: z.uuid(), filename: z.string(), createdAt: z.iso.datetime() })),
  tags: z.array(Made),
  collections: z.array(Made),
  tasks: z.array(z.object({ id: z.uuid(), kind: z.string(), createdAt: z.iso.datetime() })),
  /** What they did, newest first, at most 10,000. */
  actions: z.array(AuditEntry.pick({ at: true, action: true, entity: true, entityId: true, reason: true })),
});
export type PersonalData = z.infer<typeof PersonalData>;

export const AnonymizedPerson = z.object({ mediaIds: z.array(MediaId) });
export const ErasedPerson = z.object({
  purgedIds: z.array(MediaId),
  /** Content shows them: they stay, without their uploader. Take them out there, then purge them. */
  keptIds: z.array(MediaId),
  /** Another namespace knows the person, who stays a member there. */
  isKnownElsewhere: z.boolean(),
});
