import { contract } from '@vitrine/schema';
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
  });
