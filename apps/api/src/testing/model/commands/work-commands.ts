import fc from 'fast-check';
import { planDeletedCleanup } from '../../../domain/cleanup/clean-deleted.ts';
import { expireRejected } from '../../../domain/cleanup/expire-rejected.ts';
import { sweepTemporary } from '../../../domain/references/sweep-temporary.ts';
import { sweepDyingBlobs, sweepUploads } from '../../../domain/uploads/sweep-uploads.ts';
import { type Action, type Command, command, type Stage } from '../command.ts';
import { type FileState, type Site, usesOf, type World } from '../world.ts';
import { site } from './draw.ts';
import { deleteFiles, purge } from './life-commands.ts';

const requestId = 'model';

/**
 * What the clock does to all sites at once. A sweep looks first and takes then what it has seen, file by file, and leaves
 * what somebody else holds to the next one: beside others it may pass over any of its files, alone over none.
 */
function sweep(
  name: string,
  perform: (stage: Stage) => Promise<unknown>,
  isDue: (file: FileState, site: Site, now: number) => boolean,
  take: (site: Site, files: readonly FileState[], now: number) => void,
): Action {
  return {
    name,
    details: {},
    perform: async (stage) => void (await perform(stage)),
    step(world, _outcome, isAlone) {
      const due = world.sites.flatMap((site, at) =>
        Object.values(site.files)
          .filter((file) => isDue(file, site, world.now))
          .map(({ id }) => ({ at, id })),
      );
      const choices = isAlone ? [due] : subsetsOf(due);
      return choices.map((chosen) => takeOf(world, chosen, take));
    },
  };
}

function takeOf(
  world: World,
  chosen: readonly { at: number; id: string }[],
  take: (site: Site, files: readonly FileState[], now: number) => void,
): World {
  const draft = structuredClone(world);
  for (const [index, site] of draft.sites.entries()) {
    const ids = chosen.filter(({ at }) => at === index).map(({ id }) => id);
    take(
      site,
      Object.values(site.files).filter(({ id }) => ids.includes(id)),
      world.now,
    );
  }
  return draft;
}

function subsetsOf<Item>(items: readonly Item[]): Item[][] {
  const [first, ...rest] = items;
  if (first === undefined) return [[]];
  const others = subsetsOf(rest);
  return [...others.map((some) => [first, ...some]), ...others];
}

const isStandIn = (site: Site, { id }: FileState) =>
  Object.values(site.files).some((other) => other.replacedBy === id);

const temporary = () =>
  sweep(
    'sweep-temporary',
    ({ services }) => sweepTemporary(services, requestId),
    (file, _site, now) => file.state === 'live' && file.temporaryUntil !== null && file.temporaryUntil < now,
    (site, files, now) => {
      const going = files.filter((file) => !isStandIn(site, file));
      for (const file of files) if (!going.includes(file)) file.temporaryUntil = null;
      deleteFiles(
        site,
        going.map(({ id }) => id),
        { now, force: false },
      );
    },
  );

const rejected = () =>
  sweep(
    'expire-rejected',
    ({ services }) => expireRejected(services, requestId, AbortSignal.timeout(60_000)),
    (file, _site, now) =>
      file.state === 'live' && file.reviewExpiresAt !== null && file.reviewExpiresAt <= now,
    (site, files, now) => {
      deleteFiles(
        site,
        files.map(({ id }) => id),
        { now, force: false },
      );
      for (const file of files) file.reviewExpiresAt = null;
    },
  );

const deleted = () =>
  sweep(
    'clean-deleted',
    async ({ services, drain }) => {
      await planDeletedCleanup(services, {}, requestId);
      await drain();
    },
    (file, site, now) =>
      file.state === 'trashed' &&
      file.purgeAfter !== null &&
      file.purgeAfter <= now &&
      usesOf(site, file.id).length === 0 &&
      !Object.values(site.snapshots)
        .flat()
        .some((item) => item.shownId === file.id && item.isHeld),
    (site, files) => {
      for (const file of files) purge(site, file);
    },
  );

const uploads = (): Action => ({
  name: 'sweep-uploads',
  details: {},
  async perform({ services, drain }) {
    await sweepUploads(services, requestId);
    await sweepDyingBlobs(services);
    await drain();
  },
  step(world, _outcome, isAlone) {
    const draft = structuredClone(world);
    for (const { uploads } of draft.sites) {
      for (const upload of Object.values(uploads)) {
        if (upload.state === 'open' && (upload.expiresAt ?? 0) < world.now) upload.state = 'expired';
      }
    }
    return isAlone ? [draft] : [draft, world];
  },
});

/** Of bytes: less than the largest of the contents, than two and than all of them. */
const quotas = [null, 20, 35, 40];

const quota = command(
  2,
  fc.record({ site, bytes: fc.constantFrom(...quotas) }),
  (_world, { site: at, bytes }) => ({
    name: 'quota',
    details: { at, bytes },
    perform: (stage) => stage.setQuota(at, bytes),
    step(world) {
      const draft = structuredClone(world);
      Object.assign(draft.sites[at] ?? {}, { quotaBytes: bytes });
      return [draft];
    },
  }),
);

const drain = (): Action => ({
  name: 'drain',
  details: {},
  perform: (stage) => stage.drain(),
  step: (world) => [world],
});

const work = { temporary, rejected, deleted, uploads, drain };
const names = fc.constantFrom(...(Object.keys(work) as (keyof typeof work)[]));

export const workCommands: Record<string, Command> = {
  work: command(5, names, (_world, name) => work[name]()),
  quota,
};
