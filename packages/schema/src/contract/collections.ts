import * as z from 'zod';
import {
  Collection,
  CollectionItemsInput,
  CollectionNode,
  CreateCollectionInput,
  DeletedCollection,
  MoveCollectionItemsInput,
  ReorderCollectionInput,
  UpdateCollectionInput,
} from '../collections.ts';
import { MediaExport } from '../exports.ts';
import { CollectionId } from '../ids.ts';
import { mutation, query } from './procedure.ts';

const One = z.strictObject({ id: CollectionId });

export const collections = {
  list: query(z.strictObject({}), z.array(Collection)),
  /** All collections, each with those below it. */
  tree: query(z.strictObject({}), z.array(CollectionNode)),
  get: query(One, Collection),
  create: mutation(CreateCollectionInput, Collection),
  update: mutation(UpdateCollectionInput, Collection),
  /** The files stay in the library. */
  delete: mutation(One, DeletedCollection),
  addItems: mutation(CollectionItemsInput, Collection),
  removeItems: mutation(CollectionItemsInput, Collection),
  /** Out of one collection and to the end of another, at once. */
  moveItems: mutation(MoveCollectionItemsInput, Collection),
  reorder: mutation(ReorderCollectionInput, Collection),
  /** A link to a ZIP of the originals, in the order of the collection. */
  export: mutation(One, MediaExport),
};
