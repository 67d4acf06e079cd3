import * as z from 'zod';

/**
 * Ids are UUIDv7 made by the server. Each kind has its own brand, so that a tag id handed to a
 * parameter that wants a media id is a compile error. As input any string with the form of a UUID is taken.
 */
export const MediaId = z.uuid().brand<'MediaId'>();
export type MediaId = z.infer<typeof MediaId>;

export const MediaVersionId = z.uuid().brand<'MediaVersionId'>();
export type MediaVersionId = z.infer<typeof MediaVersionId>;

export const TagId = z.uuid().brand<'TagId'>();
export type TagId = z.infer<typeof TagId>;

export const CollectionId = z.uuid().brand<'CollectionId'>();
export type CollectionId = z.infer<typeof CollectionId>;

export const NamespaceId = z.uuid().brand<'NamespaceId'>();
export type NamespaceId = z.infer<typeof NamespaceId>;

export const UserId = z.uuid().brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;

export const UploadId = z.uuid().brand<'UploadId'>();
export type UploadId = z.infer<typeof UploadId>;

export const SavedSearchId = z.uuid().brand<'SavedSearchId'>();
export type SavedSearchId = z.infer<typeof SavedSearchId>;

export const TaskId = z.uuid().brand<'TaskId'>();
export type TaskId = z.infer<typeof TaskId>;

/** The public part of an API key (`vt_<id>_<secret>`): 1..64 letters and digits. */
export const ApiKeyId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,64}$/)
  .brand<'ApiKeyId'>();
export type ApiKeyId = z.infer<typeof ApiKeyId>;
