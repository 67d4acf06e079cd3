import * as z from 'zod';
import { AuditExport, AuditPage, AuditVerification, ExportAuditInput, ListAuditInput } from '../audit.ts';
import { mutation, query } from './procedure.ts';

export const audit = {
  /** For admins of their namespace, for operators of all. */
  list: query(ListAuditInput, AuditPage),
  /** A link to all entries that fit, as a table or as lines of JSON. Operators name the namespace. */
  export: mutation(ExportAuditInput, AuditExport),
  /** Reads every entry again and compares it with the seals. For operators. */
  verify: mutation(z.strictObject({}), AuditVerification),
};
