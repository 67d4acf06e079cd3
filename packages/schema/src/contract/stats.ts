import * as z from 'zod';
import { StatsOverview, StorageReport } from '../stats.ts';
import { query } from './procedure.ts';

export const stats = {
  overview: query(z.strictObject({}), StatsOverview),
  /** By namespace, for the operator: as old as `refreshedAt` says. */
  storage: query(z.strictObject({}), StorageReport),
};
