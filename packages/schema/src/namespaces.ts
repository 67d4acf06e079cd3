import * as z from 'zod';
import { AccessLevel, Role } from './access.ts';
import { ApiKeyId, NamespaceId, UserId } from './ids.ts';

export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(100);

/** What a namespace may set for itself; kept as JSON, so every field has a default and a new one breaks nothing. */
export const NamespaceSettings = z.object({
  version: z.literal(1).default(1),
  /** Exact origins that may call the API and read pictures into a canvas: `https://cms.example.org`. */
  origins: z.array(z.url()).max(50).default([]),
});
export type NamespaceSettings = z.infer<typeof NamespaceSettings>;

export const Namespace = z.object({
  id: NamespaceId,
  slug: z.string(),
  name: z.string(),
  defaultAccessLevel: AccessLevel,
  settings: NamespaceSettings,
  /** null is no limit. */
  quotaBytes: z.int().positive().nullable(),
  usedBytes: z.int().nonnegative(),
  createdAt: z.iso.datetime(),
});
export type Namespace = z.infer<typeof Namespace>;

export const CreateNamespaceInput = z.strictObject({
  slug: Slug,
  name: z.string().trim().min(1).max(255),
  defaultAccessLevel: AccessLevel.optional(),
  quotaBytes: z.int().positive().nullable().optional(),
});

export const UpdateNamespaceInput = z.strictObject({
  id: NamespaceId,
  name: z.string().trim().min(1).max(255).optional(),
  defaultAccessLevel: AccessLevel.optional(),
  settings: z.strictObject({ origins: z.array(z.url()).max(50).optional() }).optional(),
  quotaBytes: z.int().positive().nullable().optional(),
});

export const ApiKey = z.object({
  id: ApiKeyId,
  name: z.string(),
  role: Role,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const CreateApiKeyInput = z.strictObject({
  namespaceId: NamespaceId,
  name: z.string().trim().min(1).max(100),
  /** The most that the key, and any token made with it, may do. */
  role: Role.default('editor'),
  expiresAt: z.iso.datetime().optional(),
});

/** The only time that the secret is seen. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() });

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
