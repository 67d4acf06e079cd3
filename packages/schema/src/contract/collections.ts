import * as z from 'zod';
import {
  Collection,
  CollectionItemsInput,
  CreateCollectionInput,
  ReorderCollectionInput,
  UpdateCollectionInput,
} from '../collections.ts';
import { MediaExport } from '../exports.ts';
import { CollectionId } from '../ids.ts';
import { mutation, query } from './procedure.ts';

const One = z.strictObject({ id: CollectionId });

export const collections = {
  list: query(z.strictObject({}), z.array(Collection)),
  get: query(One, Collection),
  create: mutation(CreateCollectionInput, Collection),
  update: mutation(UpdateCollectionInput, Collection),
  /** The files stay in the library. */
  delete: mutation(One, z.object({ id: CollectionId })),
  addItems: mutation(CollectionItemsInput, Collection),
  removeItems: mutation(CollectionItemsInput, Collection),
  reorder: mutation(ReorderCollectionInput, Collection),
  /** A link to a ZIP of the originals, in the order of the collection. */
  export: mutation(One, MediaExport),
};
