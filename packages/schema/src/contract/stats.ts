import * as z from 'zod';
import { StatsOverview, StorageReport, UnusedReport } from '../stats.ts';
import { query } from './procedure.ts';

export const stats = {
  overview: query(z.strictObject({}), StatsOverview),
  /** By namespace, for the operator: as old as `refreshedAt` says. */
  storage: query(z.strictObject({}), StorageReport),
  /** What the clean-up of unused files would take, for admins. */
  unused: query(z.strictObject({ unusedDays: z.int().min(1).max(3650).optional() }), UnusedReport),
};
