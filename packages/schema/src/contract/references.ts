import * as z from 'zod';
import { MediaId } from '../ids.ts';
import {
  AddReferenceInput,
  ContentKey,
  ContentReference,
  MediaUsage,
  RemoveReferenceInput,
  SyncReferencesInput,
  SyncReferencesResult,
} from '../references.ts';
import { mutation, query } from './procedure.ts';

export const references = {
  sync: mutation(SyncReferencesInput, SyncReferencesResult),
  /** Adding what is there already succeeds and changes nothing. */
  add: mutation(AddReferenceInput, SyncReferencesResult),
  /** Removing what is not there succeeds and changes nothing. */
  remove: mutation(RemoveReferenceInput, SyncReferencesResult),
  /** The content is gone: with all its uses, in every locale and state that is not named. */
  removeContent: mutation(
    z.strictObject({
      type: z.string().min(1).max(100),
      id: z.string().min(1).max(255),
      locale: z.string().max(35).optional(),
      state: ContentKey.shape.state.unwrap().optional(),
    }),
    SyncReferencesResult,
  ),
  listByMedia: query(z.strictObject({ mediaId: MediaId }), MediaUsage),
  listByContent: query(ContentKey, z.array(ContentReference)),
};
