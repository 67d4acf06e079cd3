import * as z from 'zod';
import { MediaId } from '../ids.ts';
import {
  AddReferenceInput,
  AtTimeInput,
  ContentKey,
  ContentReference,
  MediaUsage,
  PastReference,
  RemoveReferenceInput,
  SnapshotKey,
  SyncReferencesInput,
  SyncReferencesResult,
  VerifyInput,
  VerifyResult,
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
  listByMedia: query(
    z.strictObject({ mediaId: MediaId, groupByType: z.boolean().default(false) }),
    MediaUsage,
  ),
  listByContent: query(ContentKey, z.array(ContentReference)),
  /** Keeps what a piece of content shows now, under the host's name for it. A name that is known keeps what it has. */
  registerSnapshot: mutation(SnapshotKey, z.object({ items: z.int().nonnegative() })),
  /** The host can no longer restore it: its versions may go. Releasing an unknown one succeeds. */
  releaseSnapshot: mutation(SnapshotKey, z.object({ items: z.int().nonnegative() })),
  /** Finds content that the host no longer has, and forgets it where that is asked for. */
  verify: mutation(VerifyInput, VerifyResult),
  /** What a piece of content showed at a time. */
  atTime: query(AtTimeInput, z.array(PastReference)),
};
