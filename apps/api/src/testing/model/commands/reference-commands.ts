import { AddReferenceInput, SyncReferencesInput } from '@vitrine/schema';
import fc from 'fast-check';
import { addReference } from '../../../domain/references/add-reference.ts';
import { registerSnapshot } from '../../../domain/references/register-snapshot.ts';
import { releaseSnapshot } from '../../../domain/references/release-snapshot.ts';
import { removeContent } from '../../../domain/references/remove-content.ts';
import { removeReference } from '../../../domain/references/remove-reference.ts';
import { syncReferences } from '../../../domain/references/sync-references.ts';
import {
  type Command,
  command,
  exactly,
  type Outcome,
  ok,
  orRefusedBeside,
  pickFile,
  refused,
  scopeOf,
  siteOf,
} from '../command.ts';
import { findFile, type Site, type Use } from '../world.ts';
import { drawn, site } from './draw.ts';

const page = fc.constantFrom('p1', 'p2');
const state = fc.constantFrom('published' as const, 'draft' as const);
const field = fc.constantFrom('/a', '/b');
const name = fc.constantFrom('v1', 'v2');
const pin = fc.option(fc.integer({ min: 1, max: 2 }), { freq: 3 });

const contentOf = (page: string, state: 'draft' | 'published') => ({
  type: 'page',
  id: page,
  locale: '',
  state,
});

interface Wanted {
  fileId: string;
  field: string;
  pin: number | null;
}

const isAt = (place: { fileId: string; field: string }) => (use: Use) =>
  use.fileId === place.fileId && use.field === place.field;

/** What a save of a page does, or an addition to it. */
function writeUses(
  site: Site,
  key: string,
  wanted: readonly Wanted[],
  { keepsOthers }: { keepsOthers: boolean },
): Outcome {
  const before = site.pages[key] ?? [];
  const fresh = wanted.filter((use) => !before.some(isAt(use)));
  const isUsable = ({ fileId }: Wanted) => {
    const file = findFile(site, fileId);
    // A page whose file was taken away by force may still move it.
    return file?.state === 'live' || (file && before.some((use) => use.fileId === fileId && !use.isHeld));
  };
  const after = before.filter((use) => keepsOthers || wanted.some((place) => isAt(place)(use)));
  const removed = before.length - after.length;
  const changed = keepsOthers
    ? []
    : after.map((use) => ({ use, pin: wanted.find((place) => isAt(place)(use))?.pin ?? null }));
  // A version can be pinned while it has its bytes; where it lost them under the page, the page may say so still.
  const canPin = (fileId: string, pin: number | null, needsBytes: boolean) => {
    const version = pin === null ? undefined : site.files[fileId]?.versions[pin - 1];
    return pin === null || (version !== undefined && (version.hasBytes || !needsBytes));
  };
  if (!fresh.every(({ fileId, pin }) => canPin(fileId, pin, true))) return refused('not-found');
  if (!changed.every(({ use, pin }) => canPin(use.fileId, pin, use.isPinHeld))) return refused('not-found');
  if (fresh.some(({ fileId }) => !findFile(site, fileId))) return refused('not-found');
  if (!fresh.every(isUsable)) return refused('gone');
  // Published content goes on with what it showed, and begins to show nothing that is not approved.
  const isWithheld = ({ fileId }: Wanted) =>
    site.files[fileId]?.review !== 'approved' && !before.some((use) => use.fileId === fileId);
  if (key.endsWith('/published') && fresh.some(isWithheld)) return refused('media.not-offered');
  for (const { use, pin } of changed) use.pin = pin;
  for (const { fileId, field, pin } of fresh) {
    const file = site.files[fileId];
    const isLive = file?.state === 'live';
    if (file && isLive) file.temporaryUntil = null;
    after.push({ fileId, field, isHeld: isLive, pin, isPinHeld: true });
  }
  site.pages[key] = after;
  return ok({ added: fresh.length, removed, unchanged: before.length - removed });
}

/** What a page shows now; a name that is known keeps what it has. */
function takeSnapshot(site: Site, key: string, name: string): number {
  const snapshot = `${key}#${name}`;
  if (site.snapshots[snapshot]) return 0;
  const items = (site.pages[key] ?? []).flatMap(({ fileId, field, pin }) => {
    const shown = pin === null ? shownInPlaceOf(site, fileId) : site.files[fileId];
    if (!shown || shown.state === 'purged') return [];
    return [{ fileId, field, shownId: shown.id, version: pin ?? shown.versions.length, isHeld: true }];
  });
  site.snapshots[snapshot] = items;
  return items.length;
}

function shownInPlaceOf(site: Site, id: string) {
  let shown = site.files[id];
  for (;;) {
    const next = shown?.replacedBy ? site.files[shown.replacedBy] : undefined;
    if (next?.state !== 'live') return shown;
    shown = next;
  }
}

const use = fc.record({
  file: drawn,
  field,
  pin,
  isForeign: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
});

const sync = command(
  8,
  fc.record({
    site,
    page,
    state,
    uses: fc.array(use, { maxLength: 3 }),
    snapshot: fc.option(name, { freq: 4 }),
  }),
  (world, { site: at, page, state, uses, snapshot }) => {
    // Of two uses with one place the later counts, and a file of another site is none.
    const places = new Map<string, Wanted>();
    for (const { file, field, pin, isForeign } of uses) {
      const fileId = pickFile(siteOf(world, isForeign ? 1 - at : at), file)?.id;
      if (fileId !== undefined) places.set(`${fileId}${field}`, { fileId, field, pin });
    }
    const wanted = [...places.values()];
    const key = `${page}/${state}`;
    return {
      name: 'sync',
      details: { at, key, wanted, snapshot },
      perform: (stage) =>
        syncReferences(
          scopeOf(stage, at),
          SyncReferencesInput.parse({
            content: contentOf(page, state),
            references: wanted.map(({ fileId, field, pin }) => ({
              mediaId: fileId,
              fieldPath: field,
              ...(pin !== null && { version: pin }),
            })),
            ...(snapshot !== null && { snapshot }),
          }),
        ),
      step: exactly(at, (site) => {
        const outcome = writeUses(site, key, wanted, { keepsOthers: false });
        if ('ok' in outcome && snapshot !== null) takeSnapshot(site, key, snapshot);
        return outcome;
      }),
    };
  },
);

const add = command(5, fc.record({ site, page, state, file: drawn, field }), (world, input) => {
  const { site: at, page, state, field } = input;
  const fileId = pickFile(siteOf(world, at), input.file)?.id;
  if (fileId === undefined) return null;
  const key = `${page}/${state}`;
  return {
    name: 'add',
    details: { at, key, fileId, field },
    perform: (stage) =>
      addReference(
        scopeOf(stage, at),
        AddReferenceInput.parse({ content: contentOf(page, state), mediaId: fileId, fieldPath: field }),
      ),
    step: exactly(at, (site) => writeUses(site, key, [{ fileId, field, pin: null }], { keepsOthers: true })),
  };
});

const remove = command(
  3,
  fc.record({ site, page, state, file: drawn, field: fc.option(field) }),
  (world, input) => {
    const { site: at, page, state, field } = input;
    const fileId = pickFile(siteOf(world, at), input.file)?.id;
    if (fileId === undefined) return null;
    const key = `${page}/${state}`;
    return {
      name: 'remove-use',
      details: { at, key, fileId, field },
      perform: (stage) =>
        removeReference(scopeOf(stage, at), {
          content: contentOf(page, state),
          mediaId: fileId as never,
          ...(field !== null && { fieldPath: field }),
        }),
      step: exactly(at, (site) => {
        const before = site.pages[key] ?? [];
        const after = before.filter(
          (use) => use.fileId !== fileId || (field !== null && use.field !== field),
        );
        if (site.pages[key]) site.pages[key] = after;
        const unchanged = after.filter((use) => use.fileId === fileId).length;
        return ok({ added: 0, removed: before.length - after.length, unchanged });
      }),
    };
  },
);

const forget = command(
  2,
  fc.record({ site, page, state: fc.option(state) }),
  (_world, { site: at, page, state }) => ({
    name: 'remove-content',
    details: { at, page, state },
    perform: (stage) =>
      removeContent(scopeOf(stage, at), { type: 'page', id: page, ...(state !== null && { state }) }),
    step: exactly(at, (site) => {
      let removed = 0;
      for (const each of ['draft', 'published']) {
        if (state !== null && state !== each) continue;
        removed += site.pages[`${page}/${each}`]?.length ?? 0;
        delete site.pages[`${page}/${each}`];
      }
      return ok({ added: 0, removed, unchanged: 0 });
    }),
  }),
);

const register = command(
  2,
  fc.record({ site, page, state, name }),
  (_world, { site: at, page, state, name }) => ({
    name: 'register-snapshot',
    details: { at, page, state, name },
    perform: (stage) => registerSnapshot(scopeOf(stage, at), { content: contentOf(page, state), name }),
    step: orRefusedBeside(
      'not-found',
      exactly(at, (site) => {
        const key = `${page}/${state}`;
        return site.pages[key] ? ok({ items: takeSnapshot(site, key, name) }) : refused('not-found');
      }),
    ),
  }),
);

const release = command(
  1,
  fc.record({ site, page, state, name }),
  (_world, { site: at, page, state, name }) => ({
    name: 'release-snapshot',
    details: { at, page, state, name },
    perform: (stage) => releaseSnapshot(scopeOf(stage, at), { content: contentOf(page, state), name }),
    step: exactly(at, (site) => {
      const key = `${page}/${state}#${name}`;
      const items = site.snapshots[key]?.length ?? 0;
      delete site.snapshots[key];
      return ok({ items });
    }),
  }),
);

export const referenceCommands: Record<string, Command> = {
  sync,
  add,
  'remove-use': remove,
  'remove-content': forget,
  'register-snapshot': register,
  'release-snapshot': release,
};
