import * as z from 'zod';
import { Session, SessionNamespace } from '../namespaces.ts';
import { mutation, query } from './procedure.ts';

export const session = {
  me: query(z.strictObject({}), Session),
  /** The namespaces that the person of this credential is a member of; a key's is its own. */
  namespaces: query(z.strictObject({}), z.array(SessionNamespace)),
  /** Makes the namespace of this credential the one where its person begins. */
  makeDefault: mutation(z.strictObject({}), SessionNamespace),
};
