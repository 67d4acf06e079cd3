import type { Services } from '../scope.ts';
import { requestLifeMs } from './claim-request.ts';

/** Forgets keys whose day is over. @returns how many. */
export async function sweepRequests(services: Pick<Services, 'db' | 'now'>): Promise<number> {
  const before = new Date(services.now().getTime() - requestLifeMs);
  const { count } = await services.db.prisma.idempotentRequest.deleteMany({
    where: { createdAt: { lt: before } },
  });
  return count;
}
