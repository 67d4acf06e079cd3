import * as z from 'zod';
import { AccessLevel, Role } from './access.ts';
import { NamespaceId, UserId } from './ids.ts';
import { NamespaceSettings, NamespaceSettingsChange } from './namespace-settings.ts';
import { TextSearchLanguage } from './text-search-language.ts';

export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(100);

export const Namespace = z.object({
  id: NamespaceId,
  slug: z.string(),
  name: z.string(),
  defaultAccessLevel: AccessLevel,
  settings: NamespaceSettings,
  searchLanguage: TextSearchLanguage,
  /** null is no limit. */
  quotaBytes: z.int().positive().nullable(),
  usedBytes: z.int().nonnegative(),
  /** Since when nothing of it is served or changed; null for one that is in use. */
  archivedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type Namespace = z.infer<typeof Namespace>;

export const CreateNamespaceInput = z.strictObject({
  slug: Slug,
  name: z.string().trim().min(1).max(255),
  defaultAccessLevel: AccessLevel.optional(),
  quotaBytes: z.int().positive().nullable().optional(),
  settings: NamespaceSettingsChange.optional(),
  searchLanguage: TextSearchLanguage.optional(),
  /** Another namespace of the same host: the same `sub` in a token is then the same person in both. */
  sharesPeopleWith: NamespaceId.optional(),
});

export const UpdateNamespaceInput = z.strictObject({
  id: NamespaceId,
  name: z.string().trim().min(1).max(255).optional(),
  defaultAccessLevel: AccessLevel.optional(),
  settings: NamespaceSettingsChange.optional(),
  searchLanguage: TextSearchLanguage.optional(),
  quotaBytes: z.int().positive().nullable().optional(),
});

/** Who asks, as the server sees it. */
export const Session = z.object({
  contractVersion: z.int().positive(),
  user: z.object({ id: UserId, displayName: z.string() }).nullable(),
  role: Role.nullable(),
  /** An operator's key has no namespace: it manages namespaces and reads statistics. */
  isOperator: z.boolean(),
  namespace: z.object({ id: NamespaceId, slug: z.string(), name: z.string() }).nullable(),
  limits: z.object({
    /** The most that a file of any kind may have. */
    maxFileBytes: z.int().positive(),
    maxBytesByKind: z.record(z.string(), z.int().positive()),
    allowedTypes: z.record(z.string(), z.array(z.string())),
  }),
});
export type Session = z.infer<typeof Session>;

/** A namespace that the person of this credential is a member of: to work there, ask the host for its token. */
export const SessionNamespace = Namespace.pick({ id: true, slug: true, name: true }).extend({
  /** The most that the person may do there; null for a key, which is nobody's. */
  role: Role.nullable(),
  /** Where the person begins. */
  isDefault: z.boolean(),
});
export type SessionNamespace = z.infer<typeof SessionNamespace>;
