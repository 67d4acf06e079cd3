import { audit } from './audit.ts';
import { collections } from './collections.ts';
import { events } from './events.ts';
import { media } from './media.ts';
import { namespaces } from './namespaces.ts';
import { privacy } from './privacy.ts';
import type { ContractTree } from './procedure.ts';
import { references } from './references.ts';
import { search } from './search.ts';
import { session } from './session.ts';
import { stats } from './stats.ts';
import { tags } from './tags.ts';
import { tasks } from './tasks.ts';
import { uploads } from './uploads.ts';

/** Grows with every change that a client can notice; `session.me` carries it. */
export const contractVersion = 3;

/** Every procedure there is: type, input and output. The server's router and the clients' types are built from it. */
export const contract = {
  media,
  uploads,
  references,
  collections,
  tags,
  search,
  namespaces,
  stats,
  session,
  tasks,
  audit,
  privacy,
  events,
} satisfies ContractTree;

export type Contract = typeof contract;
