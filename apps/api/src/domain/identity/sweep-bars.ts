import { MAX_TOKEN_SECONDS } from '@vitrine/client';
import type { Services } from '../scope.ts';
import { CLOCK_SKEW_SECONDS } from './verify-access-token.ts';

/** Forgets bars against tokens that have expired meanwhile. @returns how many. */
export async function sweepBars(services: Pick<Services, 'db' | 'now'>): Promise<number> {
  const expired = new Date(services.now().getTime() - (MAX_TOKEN_SECONDS + CLOCK_SKEW_SECONDS) * 1000);
  const { count } = await services.db.prisma.admissionBar.deleteMany({
    where: { tokensUntil: { lt: expired } },
  });
  return count;
}
