import { BULK_AT_ONCE, type MediaId, type Task, TaskId, type TaskOutcome } from '@vitrine/schema';
import { FakeError, type FakeLibrary } from './fake-library.ts';
import type { FakeProcedures } from './fake-procedures.ts';

export interface FakeTask {
  task: Task;
  /** Changes one file, or throws why not; returns how that is taken back. */
  work: (id: MediaId) => () => void;
  outcomes: Map<MediaId, TaskOutcome>;
  takeBack: Map<MediaId, () => void>;
}

/** So many files between two tellings of how far it is. */
const BATCH = 500;

/** A task that has not begun. */
export function addFakeTask(
  library: FakeLibrary,
  kind: string,
  ids: readonly MediaId[],
  work: FakeTask['work'],
): FakeTask {
  const now = new Date().toISOString();
  const added: FakeTask = {
    task: {
      id: TaskId.parse(library.nextId()),
      kind,
      state: 'queued',
      done: 0,
      total: ids.length,
      error: null,
      report: null,
      canUndo: false,
      undoneBy: null,
      createdAt: now,
      updatedAt: now,
    },
    work,
    outcomes: new Map(ids.map((id) => [id, { id, outcome: 'pending', code: null, message: null }])),
    takeBack: new Map(),
  };
  library.tasks.set(added.task.id, added);
  return added;
}

/** A task that somebody else began and that stands where it is. */
export function runningTask(
  library: FakeLibrary,
  { kind, done, total }: { kind: string; done: number; total: number },
): [TaskId, FakeTask] {
  const running = addFakeTask(library, kind, [], () => () => undefined);
  running.task = { ...running.task, state: 'running', done, total };
  return [running.task.id, running];
}

/** Does what is left: a few files at once, many batch by batch, each with the next turn of the event loop. */
export function runFakeTask(library: FakeLibrary, running: FakeTask): void {
  const left = idsOf(running, 'pending');
  if (left.length <= BULK_AT_ONCE) {
    doBatch(running, left);
    settle(library, running, 'done');
    return;
  }
  const step = () => {
    if (running.task.state === 'cancelled') return;
    const room = Math.floor((running.task.total ?? 0) * library.workStopsAt) - running.task.done;
    doBatch(running, idsOf(running, 'pending').slice(0, Math.min(BATCH, Math.max(0, room))));
    change(library, running, { state: 'running' });
    if (idsOf(running, 'pending').length === 0) settle(library, running, 'done');
    else if (room > BATCH) setTimeout(step);
  };
  setTimeout(step);
}

function doBatch(running: FakeTask, ids: readonly MediaId[]): void {
  for (const id of ids) {
    try {
      running.takeBack.set(id, running.work(id));
      running.outcomes.set(id, { id, outcome: 'done', code: null, message: null });
    } catch (error) {
      if (!(error instanceof FakeError)) throw error;
      running.outcomes.set(id, { id, outcome: 'failed', code: error.code, message: error.message });
    }
  }
  running.task = { ...running.task, done: running.task.done + ids.length };
}

function settle(library: FakeLibrary, running: FakeTask, state: Task['state']): void {
  const report = { succeeded: idsOf(running, 'done').length, failed: idsOf(running, 'failed').length };
  change(library, running, {
    state,
    report,
    canUndo: running.task.kind !== 'bulk-undo' && running.takeBack.size > 0,
  });
}

function change(library: FakeLibrary, running: FakeTask, values: Partial<Task>): void {
  running.task = { ...running.task, ...values, updatedAt: new Date().toISOString() };
  library.emit('task.changed', [running.task.id]);
}

export const idsOf = (task: FakeTask, outcome: TaskOutcome['outcome']): MediaId[] =>
  [...task.outcomes.values()].flatMap((one) => (one.outcome === outcome ? [one.id] : []));

export function fakeTasks(library: FakeLibrary): FakeProcedures['tasks'] {
  const find = (id: TaskId): FakeTask => {
    const found = library.tasks.get(id);
    if (!found) throw new FakeError('not-found', 'There is no such task.');
    return found;
  };
  return {
    get: ({ id }) => find(id).task,
    list: () => [...library.tasks.values()].reverse().map(({ task }) => task),
    cancel: ({ id }) => {
      const found = find(id);
      if (found.task.state === 'queued' || found.task.state === 'running') {
        settle(library, found, 'cancelled');
      }
      return found.task;
    },
    outcomes: ({ id, outcome, after, limit }) => {
      const all = [...find(id).outcomes.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
      const meant = all.filter((one) => outcome === undefined || one.outcome === outcome);
      const rest = meant.filter((one) => after === undefined || one.id > after);
      const items = rest.slice(0, limit);
      const count = (one: TaskOutcome['outcome']) => all.filter((other) => other.outcome === one).length;
      return {
        items,
        counts: { pending: count('pending'), done: count('done'), failed: count('failed') },
        nextAfter: rest.length > items.length ? (items.at(-1)?.id ?? null) : null,
      };
    },
    retry: ({ id }) => {
      const found = find(id);
      for (const failed of idsOf(found, 'failed')) {
        found.outcomes.set(failed, { id: failed, outcome: 'pending', code: null, message: null });
      }
      found.task = { ...found.task, state: 'queued', done: idsOf(found, 'done').length };
      runFakeTask(library, found);
      return found.task;
    },
    undo: ({ id }) => {
      const found = find(id);
      if (!found.task.canUndo) throw new FakeError('conflict', 'There is nothing that can be taken back.');
      const undoing = addFakeTask(library, 'bulk-undo', [...found.takeBack.keys()], (mediaId) => {
        found.takeBack.get(mediaId)?.();
        return () => undefined;
      });
      found.task = { ...found.task, canUndo: false, undoneBy: undoing.task.id };
      runFakeTask(library, undoing);
      library.emit('media.restored', idsOf(undoing, 'done'));
      return undoing.task;
    },
  };
}
