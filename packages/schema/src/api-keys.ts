import * as z from 'zod';
import { KeyScope, Role } from './access.ts';
import { ApiKeyId, NamespaceId } from './ids.ts';

export const ApiKey = z.object({
  id: ApiKeyId,
  name: z.string(),
  role: Role,
  /** None is all that the role may do. */
  scopes: z.array(KeyScope),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  /** Within five minutes. */
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  /** The key that a rotation made in its place. */
  replacedBy: ApiKeyId.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** Whose keys: of a namespace, or null for those of operators, which work in none. */
const KeyOwner = NamespaceId.nullable();

export const ListApiKeysInput = z.strictObject({ namespaceId: KeyOwner });

export const CreateApiKeyInput = z.strictObject({
  namespaceId: KeyOwner,
  name: z.string().trim().min(1).max(100),
  /** The most that the key, and any token made with it, may do. */
  role: Role.default('editor'),
  /** None is all that the role may do. */
  scopes: z.array(KeyScope).max(KeyScope.options.length).default([]),
  expiresAt: z.iso.datetime().optional(),
});

/** The only time that the secret is seen. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() });

export const RotateApiKeyInput = z.strictObject({
  namespaceId: KeyOwner,
  id: ApiKeyId,
  /** How long the old key goes on, so that every host can change over: at most 30 days. */
  graceSeconds: z
    .int()
    .min(0)
    .max(30 * 86_400)
    .default(86_400),
  /** Of the new key; without it the new one lives as long as the old one was made for. */
  expiresAt: z.iso.datetime().optional(),
});

export const RevokeApiKeyInput = z.strictObject({ namespaceId: KeyOwner, id: ApiKeyId });
