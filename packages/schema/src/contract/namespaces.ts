import * as z from 'zod';
import { ApiKeyId, NamespaceId } from '../ids.ts';
import {
  ApiKey,
  CreateApiKeyInput,
  CreatedApiKey,
  CreateNamespaceInput,
  Namespace,
  UpdateNamespaceInput,
} from '../namespaces.ts';
import { mutation, query } from './procedure.ts';

const One = z.strictObject({ id: NamespaceId });

export const namespaces = {
  /** The operator sees all, everybody else the one of their credential. */
  list: query(z.strictObject({}), z.array(Namespace)),
  get: query(One, Namespace),
  create: mutation(CreateNamespaceInput, Namespace),
  update: mutation(UpdateNamespaceInput, Namespace),
  keys: {
    list: query(z.strictObject({ namespaceId: NamespaceId }), z.array(ApiKey)),
    create: mutation(CreateApiKeyInput, CreatedApiKey),
    /** At once, with every token that was made with it. */
    revoke: mutation(z.strictObject({ namespaceId: NamespaceId, id: ApiKeyId }), ApiKey),
  },
};
