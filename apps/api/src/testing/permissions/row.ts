import type { AccessLevel, Contract, KeyScope, Role } from '@vitrine/schema';
import type * as z from 'zod';
import type { Action } from '../../domain/identity/can.ts';

export interface Ids {
  namespace: string;
  media: string;
  collection: string;
  /** A public file in that collection. */
  item: string;
  tag: string;
  savedSearch: string;
  task: string;
  upload: string;
  key: string;
  member: string;
  /** A collection of who asks. */
  ownCollection: string;
  /** A tag of the namespace of who asks. */
  ownTag: string;
  /** A text that no other case has: letters and digits. */
  unique: string;
}

export type Thing =
  | 'media'
  | 'collection'
  | 'tag'
  | 'saved search'
  | 'task'
  | 'upload'
  | 'key'
  | 'member'
  | 'namespace';

/** Where the id of a thing stands. */
export const nameOfId = (thing: Thing): keyof Ids => (thing === 'saved search' ? 'savedSearch' : thing);

/** done; refused by role; not there; in the trash; answered without it. */
export type Verdict = 'y' | 'd' | 'n' | 'g' | 'o';

export interface Asker {
  role: Role | 'operator';
  scopes: readonly KeyScope[] | null;
}

/** Whose the thing is that a call names. */
export interface Case {
  whose: 'own' | 'other' | 'foreign';
  level: AccessLevel;
  isTrashed: boolean;
}

/** What one procedure lets whom do to which thing. */
export interface Row {
  /** What is named; null where nothing is. */
  thing: Thing | null;
  /** What is asked of the role before anything is looked for. */
  first?: Action;
  /** What may be seen of the actor's own that the call happens in, a collection to put something into. */
  within?: Action;
  /** Who may do this to the thing is told that it is there. By default those who may see it. */
  sight?: Action;
  /** What is done to the thing; null lets everybody who sees it. */
  action: Action | null;
  /** The call leaves out what it may not touch, instead of failing; some only tell how many files they took. */
  leavesOut?: true | 'counted';
  /** What becomes of one in the trash: like any other, `gone` for who sees it, left out, or nothing but those. */
  trash?: 'gone' | 'left-out' | 'only';
  /** Where a rule of its own holds. */
  expect?: (asker: Asker, at: Case) => Verdict;
  input(ids: Ids): object;
}

type PathOf<Tree> = {
  [Name in keyof Tree & string]: Tree[Name] extends { input: z.ZodType }
    ? Name
    : `${Name}.${PathOf<Tree[Name]>}`;
}[keyof Tree & string];
export type ProcedurePath = PathOf<Contract>;

export type Rows = Partial<Record<ProcedurePath, Row | Row[]>>;

export const content = ({ unique }: Ids) => ({ type: 'page', id: unique });
export const none = () => ({});
export const one =
  (thing: 'media' | 'collection' | 'tag' | 'task' | 'upload' | 'namespace') => (ids: Ids) => ({
    id: ids[thing],
  });
export const some = ({ media }: Ids) => ({ ids: [media] });
export const ofNamespace = ({ namespace }: Ids) => ({ namespaceId: namespace });
