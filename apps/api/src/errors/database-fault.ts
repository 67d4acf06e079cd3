/** What PostgreSQL said, wherever in an error of pg or Prisma it lies. */
export interface DatabaseFault {
  /** SQLSTATE, five characters. */
  code: string;
  /** The constraint that refused, where one did and the driver tells. */
  constraint: string | undefined;
  message: string;
}

const sqlState = /^[0-9A-Z]{5}$/;

/** Reads an error of pg, or of Prisma over pg, through its causes; `undefined` where PostgreSQL said nothing. */
export function findDatabaseFault(error: unknown): DatabaseFault | undefined {
  for (const cause of causesOf(error)) {
    const fault = ofPrisma(cause) ?? ofPg(cause);
    if (fault) return fault;
  }
  return undefined;
}

/** pg gives these no code, and Prisma only a name. */
const lostConnection =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|ConnectionClosed)/;

/** Whether the connection was lost, or none could be had, before PostgreSQL said anything. */
export function isConnectionLost(error: unknown): boolean {
  return [...causesOf(error)].some(({ message, originalMessage }) =>
    [message, originalMessage].some((text) => lostConnection.test(textOf(text) ?? '')),
  );
}

/** An error and what lies behind it, also where Prisma puts it. */
function* causesOf(error: unknown): Generator<Record<string, unknown>> {
  for (let at: unknown = error, depth = 0; isRecord(at) && depth < 6; depth += 1) {
    yield at;
    const { meta, cause } = at;
    at = isRecord(meta) && isRecord(meta.driverAdapterError) ? meta.driverAdapterError : cause;
  }
}

/** pg's DatabaseError. Other errors with a `code` (ECONNREFUSED, P2002) have no severity. */
function ofPg(error: Record<string, unknown>): DatabaseFault | undefined {
  const { code, severity, constraint, message } = error;
  if (typeof severity !== 'string' || typeof code !== 'string' || !sqlState.test(code)) return undefined;
  return { code, constraint: textOf(constraint), message: textOf(message) ?? '' };
}

/** The `cause` of a DriverAdapterError. */
function ofPrisma(cause: Record<string, unknown>): DatabaseFault | undefined {
  const { originalCode, originalMessage, constraint } = cause;
  if (typeof originalCode !== 'string' || !sqlState.test(originalCode)) return undefined;
  const message = textOf(originalMessage) ?? '';
  const named = isRecord(constraint) ? textOf(constraint.index) : undefined;
  // The adapter hands the name on for keys only; of a check it stands in the message, quoted after the table's.
  return { code: originalCode, constraint: named ?? /constraint "([^"]+)"/.exec(message)?.[1], message };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
