import { contract } from '@vitrine/schema';
import { addCollectionItems } from '../domain/collections/add-collection-items.ts';
import { createCollection } from '../domain/collections/create-collection.ts';
import { deleteCollection } from '../domain/collections/delete-collection.ts';
import { getCollection } from '../domain/collections/get-collection.ts';
import { getCollectionTree } from '../domain/collections/get-collection-tree.ts';
import { listCollections } from '../domain/collections/list-collections.ts';
import { moveCollectionItems } from '../domain/collections/move-collection-items.ts';
import { removeCollectionItems } from '../domain/collections/remove-collection-items.ts';
import { reorderCollection } from '../domain/collections/reorder-collection.ts';
import { updateCollection } from '../domain/collections/update-collection.ts';
import { beginExport } from '../domain/exports/begin-export.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.collections;

export const collectionsRouter = ({ inNamespace }: Procedures) =>
  router({
    list: inNamespace(calls.list).query(({ ctx }) => listCollections(ctx.scope)),
    tree: inNamespace(calls.tree).query(({ ctx }) => getCollectionTree(ctx.scope)),
    get: inNamespace(calls.get).query(({ ctx, input }) => getCollection(ctx.scope, input)),
    create: inNamespace(calls.create).mutation(({ ctx, input }) => createCollection(ctx.scope, input)),
    update: inNamespace(calls.update).mutation(({ ctx, input }) => updateCollection(ctx.scope, input)),
    delete: inNamespace(calls.delete).mutation(({ ctx, input }) => deleteCollection(ctx.scope, input)),
    addItems: inNamespace(calls.addItems).mutation(({ ctx, input }) => addCollectionItems(ctx.scope, input)),
    removeItems: inNamespace(calls.removeItems).mutation(({ ctx, input }) =>
      removeCollectionItems(ctx.scope, input),
    ),
    moveItems: inNamespace(calls.moveItems).mutation(({ ctx, input }) =>
      moveCollectionItems(ctx.scope, input),
    ),
    export: inNamespace(calls.export).mutation(({ ctx, input }) =>
      beginExport(ctx.scope, { collectionId: input.id }),
    ),
    reorder: inNamespace(calls.reorder).mutation(({ ctx, input }) => reorderCollection(ctx.scope, input)),
  });
