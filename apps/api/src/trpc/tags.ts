import { contract } from '@vitrine/schema';
import { bulkTag } from '../domain/bulk/bulk-tag.ts';
import { createTag } from '../domain/tags/create-tag.ts';
import { deleteTag } from '../domain/tags/delete-tag.ts';
import { listTags } from '../domain/tags/list-tags.ts';
import { updateTag } from '../domain/tags/update-tag.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.tags;

export const tagsRouter = ({ inNamespace }: Procedures) =>
  router({
    list: inNamespace(calls.list).query(({ ctx, input }) => listTags(ctx.scope, input)),
    create: inNamespace(calls.create).mutation(({ ctx, input }) => createTag(ctx.scope, input)),
    update: inNamespace(calls.update).mutation(({ ctx, input }) => updateTag(ctx.scope, input)),
    delete: inNamespace(calls.delete).mutation(({ ctx, input }) => deleteTag(ctx.scope, input)),
    bulkApply: inNamespace(calls.bulkApply).mutation(({ ctx, input }) => bulkTag(ctx.scope, input)),
  });
