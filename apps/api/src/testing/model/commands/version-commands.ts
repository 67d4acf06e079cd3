import type { MediaId } from '@vitrine/schema';
import fc from 'fast-check';
import { replaceEverywhere } from '../../../domain/media/replace-everywhere.ts';
import { removeVersions } from '../../../domain/versions/remove-versions.ts';
import { replaceMedia } from '../../../domain/versions/replace-media.ts';
import { restoreVersion } from '../../../domain/versions/restore-version.ts';
import {
  type Command,
  command,
  exactlyThenRead,
  type Outcome,
  ok,
  pickFile,
  refused,
  scopeOf,
  siteOf,
} from '../command.ts';
import { type FileState, findFile, type Site, shownContent, usesOf } from '../world.ts';
import { drawn, site } from './draw.ts';

/** Makes it the next version and what the file shows. */
export function addVersion(file: FileState, content: string): void {
  file.versions.push({ content, hasBytes: true });
}

/** What a version of a file is kept for: content that pins it, snapshots that show it. */
export function isPinned(site: Site, fileId: string, version?: number): boolean {
  const isMeant = (number: number | null) => number !== null && (version === undefined || number === version);
  return (
    usesOf(site, fileId).some(({ pin, isPinHeld }) => isPinHeld && isMeant(pin)) ||
    Object.values(site.snapshots)
      .flat()
      .some((item) => item.shownId === fileId && item.isHeld && isMeant(item.version))
  );
}

/** The refusal of what can only be done to a live file. */
const liveOr = (file: FileState | undefined): Outcome | null =>
  !file ? refused('not-found') : file.state === 'trashed' ? refused('gone') : null;

const replace = command(3, fc.record({ site, file: drawn, from: drawn }), (world, input) => {
  const { site: at } = input;
  const file = pickFile(siteOf(world, at), input.file);
  const from = pickFile(siteOf(world, at), input.from);
  if (!file || !from) return null;
  const [id, fromId] = [file.id, from.id];
  return {
    name: 'replace',
    details: { at, id, fromId },
    perform: async (stage) => void (await replaceMedia(scopeOf(stage, at), { id, fromId })),
    step: exactlyThenRead(at, (site) => {
      const replaced = findFile(site, id);
      const refusal = liveOr(replaced);
      if (!replaced || refusal) return refusal ?? refused('not-found');
      const other = findFile(site, fromId);
      if (other?.state !== 'live') return refused('not-found');
      const content = shownContent(other) ?? '';
      if (shownContent(replaced) !== content) addVersion(replaced, content);
      return ok();
    }),
  };
});

const restoreOld = command(
  2,
  fc.record({ site, file: drawn, number: fc.integer({ min: 1, max: 3 }) }),
  (world, input) => {
    const { site: at, number } = input;
    const id = pickFile(siteOf(world, at), input.file)?.id;
    if (id === undefined) return null;
    return {
      name: 'restore-version',
      details: { at, id, number },
      perform: async (stage) => void (await restoreVersion(scopeOf(stage, at), { id, number })),
      step: exactlyThenRead(at, (site) => {
        const file = findFile(site, id);
        const refusal = liveOr(file);
        if (!file || refusal) return refusal ?? refused('not-found');
        const version = file.versions[number - 1];
        if (!version) return refused('not-found');
        if (number === file.versions.length) return ok();
        if (!version.hasBytes) return refused('gone');
        addVersion(file, version.content);
        return ok();
      }),
    };
  },
);

const removeOld = command(
  2,
  fc.record({
    site,
    file: drawn,
    numbers: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }),
  }),
  (world, { site: at, file, numbers }) => {
    const id = pickFile(siteOf(world, at), file)?.id;
    if (id === undefined) return null;
    return {
      name: 'remove-versions',
      details: { at, id, numbers },
      perform: async (stage) =>
        void (await removeVersions(scopeOf(stage, at), { id, numbers, reason: 'test' })),
      step: exactlyThenRead(at, (site) => {
        const file = findFile(site, id);
        if (!file || numbers.some((number) => !file.versions[number - 1])) return refused('not-found');
        if (numbers.some((number) => number === file.versions.length || isPinned(site, id, number))) {
          return refused('media.in-use');
        }
        for (const number of numbers) Object.assign(file.versions[number - 1] ?? {}, { hasBytes: false });
        return ok();
      }),
    };
  },
);

/** The files that show another one, down to the last, and that one itself. */
export function namedInPlaceOf(site: Site, id: string): Set<string> {
  const named = new Set([id]);
  for (const known of named) {
    for (const file of Object.values(site.files)) {
      if (file.replacedBy === known && file.state === 'live') named.add(file.id);
    }
  }
  return named;
}

const everywhere = command(
  2,
  fc.record({ site, file: drawn, to: fc.option(drawn, { freq: 3 }) }),
  (world, input) => {
    const { site: at } = input;
    const from = pickFile(siteOf(world, at), input.file)?.id;
    const to = input.to === null ? null : (pickFile(siteOf(world, at), input.to)?.id ?? null);
    if (from === undefined) return null;
    return {
      name: 'replace-everywhere',
      details: { at, from, to },
      async perform(stage) {
        await replaceEverywhere(scopeOf(stage, at), { from: from as MediaId, to: to as MediaId | null });
      },
      step: exactlyThenRead(at, (site) => {
        const file = findFile(site, from);
        const refusal = liveOr(file) ?? (to === null ? null : liveOr(findFile(site, to)));
        if (!file || refusal) return refusal ?? refused('not-found');
        if (to !== null && findFile(site, to)?.review !== 'approved') return refused('media.not-offered');
        if (to !== null && namedInPlaceOf(site, from).has(to)) return refused('input.invalid');
        file.replacedBy = to;
        return ok();
      }),
    };
  },
);

export const versionCommands: Record<string, Command> = {
  replace,
  'restore-version': restoreOld,
  'remove-versions': removeOld,
  'replace-everywhere': everywhere,
};
