import type { Services } from '../scope.ts';

/** Forgets sessions whose time is over. @returns how many. */
export async function sweepSessions(services: Pick<Services, 'db' | 'now'>): Promise<number> {
  const { count } = await services.db.prisma.session.deleteMany({
    where: { expiresAt: { lte: services.now() } },
  });
  return count;
}
