import * as z from 'zod';
import { AuditEntry } from './audit.ts';
import { MediaExport } from './exports.ts';
import { CollectionId, MediaId, NamespaceId, TagId, UserId } from './ids.ts';
import { Namespace } from './namespaces.ts';

const Reason = z.string().trim().min(1).max(1000);
const Text = z.string().min(1).max(320);
const At = z.iso.datetime();

export const PersonInput = z.strictObject({
  userId: UserId,
  /** For operators, who mean every namespace that knows the person without it; everybody else means their own. */
  namespaceId: NamespaceId.optional(),
});
/** The reason stands in the audit for ever: it must not name the person. */
export const ErasePersonInput = PersonInput.extend({ reason: Reason });

/** All that is given must fit; a part of a name or of an address fits nobody. */
export const FindPeopleInput = z
  .strictObject({
    userId: UserId.optional(),
    /** The host's own id of the person. Hosts may use the same id for different people. */
    subject: Text.optional(),
    /** In upper or lower case. */
    email: Text.optional(),
  })
  .refine((input) => Object.values(input).some((value) => value !== undefined), {
    message: 'Say userId, subject or email.',
  });

const PlaceName = Namespace.pick({ id: true, slug: true, name: true });

/** Somebody, with the namespaces that know them: an admin is told of their own alone. */
export const KnownPerson = z.object({
  id: UserId,
  issuer: z.string(),
  subject: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  namespaces: z.array(PlaceName.extend({ role: z.string(), removedAt: At.nullable() })),
});
export type KnownPerson = z.infer<typeof KnownPerson>;

const Made = z.object({ id: z.uuid(), name: z.string(), createdAt: At });
const Action = AuditEntry.pick({ at: true, action: true, entity: true, entityId: true, reason: true });

/** What one namespace keeps of a person. Things of others are named by their ids alone. */
export const PersonalRecords = z.object({
  namespace: PlaceName,
  membership: z.object({ role: z.string(), isDefault: z.boolean(), createdAt: At, removedAt: At.nullable() }),
  /** Of the console's cookie. */
  sessions: z.array(z.object({ createdAt: At, expiresAt: At })),
  keys: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      createdAt: At,
      lastUsedAt: At.nullable(),
      revokedAt: At.nullable(),
    }),
  ),
  /** What they uploaded, in the trash or not; `url` opens the file for whoever has it, for an hour. */
  files: z.array(
    z.object({
      id: MediaId,
      title: z.string(),
      description: z.string(),
      alt: z.record(z.string(), z.string()),
      caption: z.string(),
      credit: z.string(),
      originalFilename: z.string(),
      mimeType: z.string(),
      sizeBytes: z.int(),
      createdAt: At,
      deletedAt: At.nullable(),
      tags: z.array(z.string()),
      metadata: z.record(z.string(), z.unknown()),
      /** Place and people, as cameras write them into files. */
      privateMetadata: z.record(z.string(), z.unknown()),
      url: z.string(),
    }),
  ),
  /** The bytes that they brought, also as newer versions of files of others. */
  versions: z.array(
    z.object({
      mediaId: MediaId,
      number: z.int(),
      originalFilename: z.string(),
      mimeType: z.string(),
      sizeBytes: z.int(),
      note: z.string(),
      createdAt: At,
      /** Where the archive holds them: `files/photo.jpg`; null in an answer without files, and where they were purged. */
      entry: z.string().nullable(),
    }),
  ),
  uploads: z.array(z.object({ id: z.uuid(), filename: z.string(), state: z.string(), createdAt: At })),
  tags: z.array(Made),
  collections: z.array(Made),
  /** Their own and those that they shared. */
  savedSearches: z.array(Made),
  tagged: z.array(z.object({ mediaId: MediaId, tagId: TagId })),
  collected: z.array(z.object({ mediaId: MediaId, collectionId: CollectionId, at: At })),
  /** What they moved to the trash and lies there still. */
  trashed: z.array(z.object({ mediaId: MediaId, at: At.nullable() })),
  tasks: z.array(z.object({ id: z.uuid(), kind: z.string(), createdAt: At })),
  /** What they did, newest first, at most 10,000; an archive holds all of it, in files of its own. */
  actions: z.array(Action),
  /** What was done to them: role, membership, exports. Not by whom. */
  about: z.array(Action.omit({ entity: true, entityId: true })),
});
export type PersonalRecords = z.infer<typeof PersonalRecords>;

/** Everything that names a person. */
export const PersonalData = z.object({
  exportedAt: At,
  person: z.object({
    id: UserId,
    issuer: z.string(),
    subject: z.string(),
    displayName: z.string(),
    email: z.string().nullable(),
    userInfo: z.record(z.string(), z.unknown()),
    createdAt: At,
  }),
  /** An admin gets their own, an operator all that know the person. */
  namespaces: z.array(PersonalRecords),
});
export type PersonalData = z.infer<typeof PersonalData>;

/** A link to what one namespace keeps of a person: `person.json`, what they did, and the bytes that they brought. */
export const PersonalExport = MediaExport.extend({ namespaceId: NamespaceId });
export type PersonalExport = z.infer<typeof PersonalExport>;

export const AnonymizedPerson = z.object({ mediaIds: z.array(MediaId) });
export const ErasedPerson = z.object({
  purgedIds: z.array(MediaId),
  /** Content shows them: they stay, without their uploader. Take them out there, then purge them. */
  keptIds: z.array(MediaId),
  /** Another namespace knows the person, who stays a member there. */
  isKnownElsewhere: z.boolean(),
});
