import { contract } from '@vitrine/schema';
import { getFacets } from '../domain/search/get-facets.ts';
import { searchMedia } from '../domain/search/search-media.ts';
import { suggest } from '../domain/search/suggest.ts';
import { type Procedures, router } from './create-procedures.ts';
import { savedSearchesRouter } from './saved-searches.ts';

const calls = contract.search;

export const searchRouter = (procedures: Procedures) => {
  const { inNamespace } = procedures;
  return router({
    query: inNamespace(calls.query).query(({ ctx, input }) => searchMedia(ctx.scope, input)),
    suggest: inNamespace(calls.suggest).query(({ ctx, input }) => suggest(ctx.scope, input)),
    facets: inNamespace(calls.facets).query(({ ctx, input }) => getFacets(ctx.scope, input)),
    saved: savedSearchesRouter(procedures),
  });
};
