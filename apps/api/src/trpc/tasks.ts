import { contract } from '@vitrine/schema';
import { listOutcomes } from '../domain/bulk/list-outcomes.ts';
import { retryTask } from '../domain/bulk/retry-task.ts';
import { undoTask } from '../domain/bulk/undo-task.ts';
import { cancelTask } from '../domain/tasks/cancel-task.ts';
import { getTask } from '../domain/tasks/get-task.ts';
import { listTasks } from '../domain/tasks/list-tasks.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.tasks;

export const tasksRouter = ({ inNamespace }: Procedures) =>
  router({
    get: inNamespace(calls.get).query(({ ctx, input }) => getTask(ctx.scope, input)),
    list: inNamespace(calls.list).query(({ ctx }) => listTasks(ctx.scope)),
    cancel: inNamespace(calls.cancel).mutation(({ ctx, input }) => cancelTask(ctx.scope, input)),
    outcomes: inNamespace(calls.outcomes).query(({ ctx, input }) => listOutcomes(ctx.scope, input)),
    retry: inNamespace(calls.retry).mutation(({ ctx, input }) => retryTask(ctx.scope, input)),
    undo: inNamespace(calls.undo).mutation(({ ctx, input }) => undoTask(ctx.scope, input)),
  });
