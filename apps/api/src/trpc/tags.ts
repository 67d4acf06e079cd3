import { contract } from '@vitrine/schema';
import { bulkTag } from '../domain/bulk/bulk-tag.ts';
import { createTag } from '../domain/tags/create-tag.ts';
import { deleteTag } from '../domain/tags/delete-tag.ts';
import { getTagTree } from '../domain/tags/get-tag-tree.ts';
import { listTags } from '../domain/tags/list-tags.ts';
import { mergeTags } from '../domain/tags/merge-tags.ts';
import { updateTag } from '../domain/tags/update-tag.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.tags;

export const tagsRouter = ({ inNamespace }: Procedures) =>
  router({
    list: inNamespace(calls.list).query(({ ctx, input }) => listTags(ctx.scope, input)),
    tree: inNamespace(calls.tree).query(({ ctx }) => getTagTree(ctx.scope)),
    create: inNamespace(calls.create).mutation(({ ctx, input }) => createTag(ctx.scope, input)),
    update: inNamespace(calls.update).mutation(({ ctx, input }) => updateTag(ctx.scope, input)),
    delete: inNamespace(calls.delete).mutation(({ ctx, input }) => deleteTag(ctx.scope, input)),
    merge: inNamespace(calls.merge).mutation(({ ctx, input }) => mergeTags(ctx.scope, input)),
    bulkApply: inNamespace(calls.bulkApply).mutation(({ ctx, input }) => bulkTag(ctx.scope, input)),
  });
