import * as z from 'zod';
import { Namespace, Session } from '../namespaces.ts';
import { query } from './procedure.ts';

export const session = {
  me: query(z.strictObject({}), Session),
  /** The namespaces that this credential can work in. */
  namespaces: query(z.strictObject({}), z.array(Namespace.pick({ id: true, slug: true, name: true }))),
};
