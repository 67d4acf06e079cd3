import * as z from 'zod';
import { AuditPage, AuditVerification, ListAuditInput } from '../audit.ts';
import { mutation, query } from './procedure.ts';

export const audit = {
  /** For admins of their namespace, for operators of all. */
  list: query(ListAuditInput, AuditPage),
  /** Reads every entry again and compares it with the seals. For operators. */
  verify: mutation(z.strictObject({}), AuditVerification),
};
