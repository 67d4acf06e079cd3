import * as z from 'zod';
import { StatsOverview, StorageGrowth, StorageReport, UnusedReport } from '../stats.ts';
import { query } from './procedure.ts';

export const stats = {
  overview: query(z.strictObject({}), StatsOverview),
  /** By namespace, for the operator: as old as `refreshedAt` says. */
  storage: query(z.strictObject({}), StorageReport),
  /** How the library grew, by months or by days. For all who see every file: for admins. */
  growth: query(
    z.strictObject({
      by: z.enum(['day', 'month']).default('month'),
      /** How many, up to now. */
      periods: z.int().min(1).max(400).default(12),
    }),
    StorageGrowth,
  ),
  /** What the clean-up of unused files would take, for admins. */
  unused: query(z.strictObject({ unusedDays: z.int().min(1).max(3650).optional() }), UnusedReport),
};
