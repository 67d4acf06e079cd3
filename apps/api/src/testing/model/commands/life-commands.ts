import fc from 'fast-check';
import { deleteMedia } from '../../../domain/media/delete-media.ts';
import { purgeMedia } from '../../../domain/media/purge-media.ts';
import { restoreMedia } from '../../../domain/media/restore-media.ts';
import { approveMedia } from '../../../domain/review/approve-media.ts';
import { rejectMedia } from '../../../domain/review/reject-media.ts';
import {
  batchOutcome,
  type Command,
  command,
  exactly,
  ok,
  orRefusedBeside,
  pickIds,
  scopeOf,
  siteOf,
} from '../command.ts';
import { DAY_MS, type FileState, findFile, type Site, usesOf } from '../world.ts';
import { drawnFiles, site } from './draw.ts';
import { isPinned, namedInPlaceOf } from './version-commands.ts';

const TRASH_MS = 30 * DAY_MS;
const REJECTED_MS = 30 * DAY_MS;
const reason = 'test';

type Failures = Map<string, string>;

const byId = ([a]: [string, string], [b]: [string, string]) => (a < b ? -1 : 1);

const outcomeOf = (ids: readonly string[], failures: Failures) =>
  ok({
    succeeded: ids.filter((id) => !failures.has(id)).toSorted(),
    failed: [...failures].toSorted(byId),
  });

/** Those that are not there fail; the others are dealt with. */
function found(site: Site, ids: readonly string[]): { files: FileState[]; failures: Failures } {
  const failures: Failures = new Map();
  const files = ids.flatMap((id) => {
    const file = findFile(site, id);
    if (!file) failures.set(id, 'not-found');
    return file ?? [];
  });
  return { files, failures };
}

/**
 * Whoever stays keeps what stands in its place, and that what stands in its own; without force also one in the trash that
 * content goes on showing.
 */
function findHeld(
  site: Site,
  going: readonly FileState[],
  { stays, force }: { stays: (file: FileState) => boolean; force: boolean },
): Set<string> {
  const isShown = ({ id, state }: FileState) =>
    state === 'live' || (!force && state === 'trashed' && usesOf(site, id).length > 0);
  const held = new Set<string>();
  const isGoing = (file: FileState) => going.includes(file) && !held.has(file.id);
  for (let before = -1; before !== held.size; ) {
    before = held.size;
    for (const file of going) {
      const standsFor = Object.values(site.files).filter(
        (other) => other.replacedBy === file.id && isShown(other) && !isGoing(other),
      );
      if (stays(file) || standsFor.length > 0) held.add(file.id);
    }
  }
  return held;
}

function trash(file: FileState, now: number): void {
  Object.assign(file, { state: 'trashed', purgeAfter: now + TRASH_MS });
}

/** Moves those that nothing holds; answers why the others stay. */
export function deleteFiles(
  site: Site,
  ids: readonly string[],
  { now, force }: { now: number; force: boolean },
): Failures {
  const { files, failures } = found(site, ids);
  const live = files.filter(({ state }) => state === 'live');
  const stays = ({ id }: FileState) => !force && usesOf(site, id).some((use) => use.isHeld);
  const held = findHeld(site, live, { stays, force });
  for (const file of live) {
    if (held.has(file.id)) failures.set(file.id, 'media.in-use');
    else {
      for (const use of usesOf(site, file.id)) use.isHeld = false;
      trash(file, now);
    }
  }
  return failures;
}

export function purge(site: Site, file: FileState): void {
  for (const use of usesOf(site, file.id)) {
    use.isHeld = false;
    if (use.pin !== null) use.isPinHeld = false;
  }
  for (const item of Object.values(site.snapshots).flat()) if (item.shownId === file.id) item.isHeld = false;
  for (const upload of Object.values(site.uploads)) if (upload.fileId === file.id) upload.isTemporary = false;
  // What was shown as it is shown as itself again.
  for (const other of Object.values(site.files)) if (other.replacedBy === file.id) other.replacedBy = null;
  for (const version of file.versions) version.hasBytes = false;
  Object.assign(file, { state: 'purged', temporaryUntil: null, purgeAfter: null, reviewExpiresAt: null });
}

const remove = command(6, fc.record({ site, files: drawnFiles, force: fc.boolean() }), (world, input) => {
  const { site: at, files, force } = input;
  const ids = pickIds(siteOf(world, at), files);
  if (ids.length === 0) return null;
  return {
    name: 'delete',
    details: { at, ids, force },
    perform: async (stage) => batchOutcome(await deleteMedia(scopeOf(stage, at), { ids, force, reason })),
    step: exactly(at, (site, { now }) => outcomeOf(ids, deleteFiles(site, ids, { now, force }))),
  };
});

const restore = command(4, fc.record({ site, files: drawnFiles }), (world, { site: at, files }) => {
  const ids = pickIds(siteOf(world, at), files);
  if (ids.length === 0) return null;
  return {
    name: 'restore',
    details: { at, ids },
    perform: async (stage) => batchOutcome(await restoreMedia(scopeOf(stage, at), { ids })),
    step: orRefusedBeside(
      'gone',
      exactly(at, (site) => {
        const { files, failures } = found(site, ids);
        const waiting = new Set(files.filter(({ state }) => state === 'trashed'));
        for (let before = -1; before !== waiting.size; ) {
          before = waiting.size;
          for (const file of waiting) {
            const shown = file.replacedBy === null ? undefined : site.files[file.replacedBy];
            if (shown && shown.state !== 'live') continue;
            Object.assign(file, {
              state: 'live',
              purgeAfter: null,
              reviewExpiresAt: null,
              temporaryUntil: null,
            });
            for (const use of usesOf(site, file.id)) use.isHeld = true;
            waiting.delete(file);
          }
        }
        for (const { id } of waiting) failures.set(id, 'gone');
        return outcomeOf(ids, failures);
      }),
    ),
  };
});

const purgeNow = command(
  4,
  fc.record({ site, files: drawnFiles, force: fc.boolean(), saysWhy: fc.boolean() }),
  (world, { site: at, files, force, saysWhy }) => {
    const ids = pickIds(siteOf(world, at), files);
    if (ids.length === 0) return null;
    const why = force || saysWhy ? { reason } : {};
    return {
      name: 'purge',
      details: { at, ids, force, saysWhy },
      perform: async (stage) => batchOutcome(await purgeMedia(scopeOf(stage, at), { ids, force, ...why })),
      // A page may have pinned a version, or taken it into a snapshot, after the look.
      step: orRefusedBeside(
        'conflict',
        exactly(at, (site) => {
          const { files, failures } = found(site, ids);
          const needsReason = (file: FileState) => file.state === 'live' && !('reason' in why);
          const isHeld = ({ id }: FileState) => !force && (usesOf(site, id).length > 0 || isPinned(site, id));
          const stays = (file: FileState) => isHeld(file) || needsReason(file);
          const held = findHeld(site, files, { stays, force });
          const standing = findHeld(site, files, { stays: isHeld, force });
          for (const file of files) {
            if (standing.has(file.id)) failures.set(file.id, 'media.in-use');
            else if (needsReason(file)) failures.set(file.id, 'input.invalid');
            else if (held.has(file.id)) failures.set(file.id, 'media.in-use');
            else purge(site, file);
          }
          return outcomeOf(ids, failures);
        }),
      ),
    };
  },
);

/** Whether published content names the file, or unpinned another one that it stands in the place of. */
function isPublished(site: Site, id: string): boolean {
  const uses = Object.entries(site.pages).flatMap(([key, uses]) => (key.endsWith('/published') ? uses : []));
  const named = namedInPlaceOf(site, id);
  return uses.some(({ fileId, pin }) => fileId === id || (named.has(fileId) && pin === null));
}

const review = command(
  2,
  fc.record({ site, files: drawnFiles, isRejected: fc.boolean() }),
  (world, { site: at, files, isRejected }) => {
    const ids = pickIds(siteOf(world, at), files);
    if (ids.length === 0) return null;
    return {
      name: isRejected ? 'reject' : 'approve',
      details: { at, ids },
      async perform(stage) {
        const scope = scopeOf(stage, at);
        return batchOutcome(
          await (isRejected ? rejectMedia(scope, { ids, reason }) : approveMedia(scope, { ids })),
        );
      },
      step: exactly(at, (site, { now }) => {
        const { files, failures } = found(site, ids);
        for (const file of files) {
          if (isRejected && isPublished(site, file.id)) failures.set(file.id, 'media.in-use');
          else if (isRejected)
            Object.assign(file, { review: 'rejected', reviewExpiresAt: now + REJECTED_MS });
          else if (file.review === 'rejected')
            Object.assign(file, { review: 'approved', reviewExpiresAt: null });
        }
        return outcomeOf(ids, failures);
      }),
    };
  },
);

export const lifeCommands: Record<string, Command> = { delete: remove, restore, purge: purgeNow, review };
