import { contract } from '@vitrine/schema';
import { createSavedSearch } from '../domain/saved-searches/create-saved-search.ts';
import { deleteSavedSearch } from '../domain/saved-searches/delete-saved-search.ts';
import { listSavedSearches } from '../domain/saved-searches/list-saved-searches.ts';
import { updateSavedSearch } from '../domain/saved-searches/update-saved-search.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.search.saved;

export const savedSearchesRouter = ({ inNamespace }: Procedures) =>
  router({
    list: inNamespace(calls.list).query(({ ctx }) => listSavedSearches(ctx.scope)),
    create: inNamespace(calls.create).mutation(({ ctx, input }) => createSavedSearch(ctx.scope, input)),
    update: inNamespace(calls.update).mutation(({ ctx, input }) => updateSavedSearch(ctx.scope, input)),
    delete: inNamespace(calls.delete).mutation(({ ctx, input }) => deleteSavedSearch(ctx.scope, input)),
  });
