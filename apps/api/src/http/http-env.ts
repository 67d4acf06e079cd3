import type { HttpBindings } from '@hono/node-server';
import type { Logger } from '../observability/logger.ts';

/** What every handler finds in its Hono context. */
export interface HttpEnv {
  Bindings: Partial<HttpBindings>;
  Variables: {
    /** Said in every answer, written in every line of the log, handed on to the jobs. */
    requestId: string;
    log: Logger;
    /** Who is counted where nobody signed in: an IPv4 address or the /64 of an IPv6 one. */
    clientAddress: string;
    /** As the client sees it: `https` too where a trusted proxy ended TLS. */
    protocol: 'http' | 'https';
  };
}
