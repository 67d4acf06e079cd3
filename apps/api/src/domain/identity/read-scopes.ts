import { KeyScope } from '@vitrine/schema';
import * as z from 'zod';

const Scopes = z.array(KeyScope);

/** What a key may be used for, as its row says: null, where none is named, is everything. */
export function readScopes(stored: readonly string[]): readonly KeyScope[] | null {
  return stored.length === 0 ? null : Scopes.parse(stored);
}
