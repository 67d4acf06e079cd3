import * as z from 'zod';
import { Role } from './access.ts';
import { ApiKeyId, NamespaceId, UserId } from './ids.ts';

/** A person of the host in a namespace. What they may do is the least of key, token and this role. */
export const Membership = z.object({
  user: z.object({
    id: UserId,
    /** The host's own id of the person, the `sub` of tokens. */
    subject: z.string(),
    displayName: z.string(),
    email: z.string().nullable(),
  }),
  role: Role,
  /** Where the person begins, of all namespaces that share their people. */
  isDefault: z.boolean(),
  createdAt: z.iso.datetime(),
  /** Since when the person is let in no more. */
  removedAt: z.iso.datetime().nullable(),
});
export type Membership = z.infer<typeof Membership>;

const one = { namespaceId: NamespaceId, userId: UserId };

export const ListMembershipsInput = z.strictObject({
  namespaceId: NamespaceId,
  /** A part of the name or the address. */
  search: z.string().trim().max(100).optional(),
  includeRemoved: z.boolean().default(false),
  limit: z.int().min(1).max(500).default(100),
  /** `nextCursor` of the page before. */
  after: UserId.optional(),
});
export const MembershipPage = z.object({ items: z.array(Membership), nextCursor: UserId.nullable() });

export const AddMembershipInput = z.strictObject({
  namespaceId: NamespaceId,
  /** Who comes with a token later is known by `subject`. */
  user: z.strictObject({
    subject: z.string().min(1).max(255),
    displayName: z.string().trim().min(1).max(255),
    email: z.email().max(320).optional(),
  }),
  role: Role,
});
export const UpdateMembershipInput = z.strictObject({ ...one, role: Role });
export const RemoveMembershipInput = z.strictObject(one);
/** Keys that the person had made end with the membership. */
export const RemovedMembership = Membership.extend({ revokedKeyIds: z.array(ApiKeyId) });
