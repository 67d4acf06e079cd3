import { contract } from '@vitrine/schema';
import { getUnusedReport } from '../domain/cleanup/get-unused-report.ts';
import { getStatsOverview } from '../domain/stats/get-stats-overview.ts';
import { getStorageGrowth } from '../domain/stats/get-storage-growth.ts';
import { getStorageReport } from '../domain/stats/get-storage-report.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.stats;

export const statsRouter = ({ inNamespace, forCaller }: Procedures) =>
  router({
    overview: inNamespace(calls.overview).query(({ ctx }) => getStatsOverview(ctx.scope)),
    unused: inNamespace(calls.unused).query(({ ctx, input }) => getUnusedReport(ctx.scope, input)),
    growth: inNamespace(calls.growth).query(({ ctx, input }) => getStorageGrowth(ctx.scope, input)),
    storage: forCaller(calls.storage).query(({ ctx }) => getStorageReport(ctx.scope)),
  });
