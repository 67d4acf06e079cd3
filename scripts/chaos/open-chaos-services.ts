import { loadConfig } from '../../apps/api/src/config/load-config.ts';
import { createLogger, type Logger } from '../../apps/api/src/observability/logger.ts';
import { type OpenServices, openServices } from '../../apps/api/src/services.ts';
import type { ChaosWorld } from './open-world.ts';

/** The services of the world's processes, in this one: to begin with, and to judge. */
export async function openChaosServices(
  { dir, variables, origin }: Pick<ChaosWorld, 'dir' | 'variables' | 'origin'>,
  before: (log: Logger) => Promise<unknown> = () => Promise.resolve(),
): Promise<OpenServices> {
  const config = loadConfig(variables, dir);
  const log = createLogger({ level: 'silent' });
  await before(log);
  return openServices({
    config,
    databaseUrl: variables.DATABASE_URL,
    role: 'worker',
    log,
    origin: () => origin,
  });
}
