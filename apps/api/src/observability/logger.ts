import pino, { type DestinationStream, type LevelWithSilent, type Logger as PinoLogger } from 'pino';
import { findRequestContext } from './request-context.ts';

export type Logger = PinoLogger;

/** Fields that name people or files or open doors. Logs carry ids: who may know more asks the database. */
const secret = [
  'authorization',
  'cookie',
  'token',
  'accessToken',
  'apiKey',
  'secret',
  'password',
  'email',
  'displayName',
  'filename',
  'originalFilename',
  'title',
  'description',
  'caption',
  'alt',
];

/** JSON lines on standard output or appended to `file`. Inside a request or a job every line carries its id.
 *  @param destination for tests: where lines go instead. */
export function createLogger(
  options: { level: LevelWithSilent; file?: string | null },
  destination?: DestinationStream,
): Logger {
  return pino(
    {
      level: options.level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => findRequestContext() ?? {},
      redact: {
        paths: [...secret, ...secret.map((name) => `*.${name}`), ...secret.map((name) => `*.*.${name}`)],
        censor: '[redacted]',
      },
      serializers: { err: describeError },
    },
    destination ?? pino.destination({ dest: options.file ?? 1, mkdir: true, sync: false }),
  );
}

interface DescribedError {
  type: string;
  code?: unknown;
  constraint?: unknown;
  message?: string;
  stack?: string;
  cause?: DescribedError;
}

/** Type, code, stack and causes. The words of PostgreSQL and Prisma are left out: they quote what people wrote. */
function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error };
  const quotesInput =
    'severity' in error || error.name.startsWith('Prisma') || error.name === 'DriverAdapterError';
  return {
    type: error.name,
    ...('code' in error && { code: error.code }),
    ...('constraint' in error && { constraint: error.constraint }),
    ...(!quotesInput && { message: error.message }),
    stack: error.stack?.match(/^ {4}at .*$/gm)?.join('\n'),
    ...(error.cause !== undefined && depth < 5 && { cause: describeError(error.cause, depth + 1) }),
  };
}
