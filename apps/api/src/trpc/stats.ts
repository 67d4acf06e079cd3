import { contract } from '@vitrine/schema';
import { getStatsOverview } from '../domain/stats/get-stats-overview.ts';
import { getStorageReport } from '../domain/stats/get-storage-report.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.stats;

export const statsRouter = ({ inNamespace, forCaller }: Procedures) =>
  router({
    overview: inNamespace(calls.overview).query(({ ctx }) => getStatsOverview(ctx.scope)),
    storage: forCaller(calls.storage).query(({ ctx }) => getStorageReport(ctx.scope)),
  });
