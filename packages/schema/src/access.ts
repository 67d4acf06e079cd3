import * as z from 'zod';

/** Who may see a file: anyone by its stable URL; members; editors and admins; the uploader and admins. */
export const AccessLevel = z.enum(['public', 'members', 'staff', 'private']);
export type AccessLevel = z.infer<typeof AccessLevel>;

/** From least to most: each may do what the ones before it may. */
export const Role = z.enum(['viewer', 'contributor', 'editor', 'admin']);
export type Role = z.infer<typeof Role>;

/**
 * What a key, and any token made with it, may be used for within its role: look, upload, change files with their tags
 * and collections, say what content uses, manage the namespace. None named is all.
 */
export const KeyScope = z.enum(['read', 'upload', 'organize', 'references', 'manage']);
export type KeyScope = z.infer<typeof KeyScope>;

/** -1, 0 or 1 as `a` may do less than, the same as, or more than `b`. */
export function compareRoles(a: Role, b: Role): number {
  return Math.sign(Role.options.indexOf(a) - Role.options.indexOf(b));
}
