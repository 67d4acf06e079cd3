import type { MediaId, UploadFields } from '@vitrine/schema';
import fc from 'fast-check';
import type { Scope } from '../../../domain/scope.ts';
import { abortUpload } from '../../../domain/uploads/abort-upload.ts';
import { beginUpload } from '../../../domain/uploads/begin-upload.ts';
import { completeUpload } from '../../../domain/uploads/complete-upload.ts';
import { completeFinished, finishUpload } from '../../../domain/uploads/finish-upload.ts';
import { keepBoth } from '../../../domain/uploads/keep-both.ts';
import { landingKeyOf } from '../../../domain/uploads/quarantine-keys.ts';
import { receiveFile } from '../../../domain/uploads/receive-file.ts';
import {
  type Command,
  command,
  exactly,
  type Outcome,
  ok,
  pickFile,
  refused,
  scopeOf,
  siteOf,
} from '../command.ts';
import {
  byAge,
  contents,
  contentsOf,
  DAY_MS,
  hasRoom,
  type Site,
  shownContent,
  sizeOf,
  type UploadState,
} from '../world.ts';
import { drawn, site } from './draw.ts';
import { addVersion } from './version-commands.ts';

const content = fc.constantFrom(...contents);
const filename = 'note.md';
const TEMPORARY_MS = DAY_MS;

interface Answer {
  uploadId: string;
  mediaId: string;
  duplicateOf: string | null;
}

const answerOf = ({ uploadId, mediaId, duplicateOf }: Answer): Answer => ({ uploadId, mediaId, duplicateOf });

/** What a new upload's ids are, only the real one can say. */
function idsIn(outcome: Outcome): Answer {
  const known = 'ok' in outcome ? (outcome.ok as Partial<Answer> | null) : null;
  return { uploadId: 'new', mediaId: 'new', duplicateOf: null, ...known };
}

/** All that completing an upload does, whatever door its bytes came by. */
function complete(
  site: Site,
  upload: { content: string; isTemporary: boolean; keepsBoth: boolean; replaces: string | null },
  at: { now: number; newId: string; reserved: number },
): { fileId: string; duplicateOf: string | null } | Outcome {
  const { content, isTemporary } = upload;
  const replaced = upload.replaces === null ? null : site.files[upload.replaces];
  if (replaced !== null) {
    if (!replaced || replaced.state === 'purged') return refused('not-found');
    if (replaced.state === 'trashed') return refused('gone');
  }
  const isNew = !contentsOf(site).has(content);
  const grown = (isNew ? sizeOf(content) : 0) - at.reserved;
  if (grown > 0 && !hasRoom(site, grown)) return refused('quota.exceeded');
  const showing = Object.values(site.files)
    .filter((file) => file.state === 'live' && shownContent(file) === content)
    .sort(byAge);
  const existing = replaced
    ? showing.find((file) => file === replaced)
    : isNew || upload.keepsBoth
      ? undefined
      : showing[0];
  if (existing) {
    if (!isTemporary) existing.temporaryUntil = null;
    return { fileId: existing.id, duplicateOf: existing.id };
  }
  if (replaced) {
    addVersion(replaced, content);
    return { fileId: replaced.id, duplicateOf: null };
  }
  addFile(site, { id: at.newId, content, now: at.now, isTemporary });
  return { fileId: at.newId, duplicateOf: null };
}

function addFile(
  site: Site,
  { id, content, now, isTemporary }: { id: string; content: string; now: number; isTemporary: boolean },
): void {
  site.files[id] = {
    id,
    createdAt: now,
    state: 'live',
    versions: [{ content, hasBytes: true }],
    temporaryUntil: isTemporary ? now + TEMPORARY_MS : null,
    purgeAfter: null,
    review: 'approved',
    reviewExpiresAt: null,
    replacedBy: null,
  };
}

export const uploadCommand = command(
  8,
  fc.record({
    site,
    content,
    isTemporary: fc.boolean(),
    keepsBoth: fc.boolean(),
    replaces: fc.option(drawn, { freq: 2 }),
  }),
  (world, input) => {
    const { site: at, content, isTemporary, keepsBoth } = input;
    const replaces =
      input.replaces === null ? null : (pickFile(siteOf(world, at), input.replaces)?.id ?? null);
    const fields: UploadFields = {
      ...(isTemporary && { temporary: 'true' }),
      ...(keepsBoth && { onDuplicate: 'keep-both' }),
      ...(replaces !== null && { replaces: replaces as MediaId }),
    };
    return {
      name: 'upload',
      details: { at, content, ...fields },
      async perform(stage) {
        const scope = scopeOf(stage, at);
        const bytes = new TextEncoder().encode(content);
        const received = await receiveFile(scope, {
          door: 'multipart',
          filename,
          declaredMimeType: null,
          bytes,
        });
        return answerOf(await completeUpload(scope, { ...received, fields }));
      },
      step: exactly(at, (site, { now }, outcome) => {
        const { uploadId, mediaId } = idsIn(outcome);
        const done = complete(
          site,
          { content, isTemporary, keepsBoth, replaces },
          { now, newId: mediaId, reserved: 0 },
        );
        if (!('fileId' in done)) return done;
        const { fileId, duplicateOf } = done;
        const known = { wasBegun: false, content, isTemporary, expiresAt: null };
        site.uploads[uploadId] = { ...known, state: 'done', fileId, duplicateOf };
        return ok({ uploadId, mediaId: fileId, duplicateOf });
      }),
    };
  },
);

const begin = command(
  2,
  fc.record({ site, content, isTemporary: fc.boolean() }),
  (_world, { site: at, content, isTemporary }) => ({
    name: 'begin',
    details: { at, content, isTemporary },
    async perform(stage) {
      const scope = scopeOf(stage, at);
      const uploadId = scope.newId();
      await beginUpload(scope, {
        uploadId,
        filename,
        declaredMimeType: null,
        sizeBytes: sizeOf(content),
        fields: isTemporary ? [['temporary', 'true']] : [],
      });
      const key = landingKeyOf({ namespaceId: scope.namespace.id, id: uploadId });
      await scope.storage.put(key, new TextEncoder().encode(content), { maxBytes: 1000 });
      return { uploadId };
    },
    step: exactly(at, (site, { now }, outcome) => {
      const { uploadId } = idsIn(outcome);
      if (!hasRoom(site, sizeOf(content))) return refused('quota.exceeded');
      const known = { wasBegun: true, content, isTemporary, expiresAt: now + DAY_MS };
      site.uploads[uploadId] = { ...known, state: 'open', fileId: null, duplicateOf: null };
      return ok({ uploadId });
    }),
  }),
);

/** One of those that were begun; `isWanted` says of which kind. */
function pickUpload(
  site: Site,
  drawn: number,
  isWanted: (upload: UploadState) => boolean,
): string | undefined {
  const wanted = Object.entries(site.uploads).filter(([, upload]) => isWanted(upload));
  return wanted
    .map(([id]) => id)
    .toSorted()
    .reverse()[drawn % Math.max(wanted.length, 1)];
}

const finish = command(
  3,
  fc.record({ site, upload: fc.nat(2), isDeliveredTwice: fc.boolean() }),
  (world, { site: at, upload: drawn, isDeliveredTwice }) => {
    const id = pickUpload(siteOf(world, at), drawn, ({ wasBegun }) => wasBegun);
    if (id === undefined) return null;
    const step = exactly(at, (site, { now }, outcome) => {
      const upload = site.uploads[id];
      if (!upload || upload.state === 'expired') return refused('not-found');
      const { content, isTemporary } = upload;
      if (upload.state === 'open') {
        const { mediaId } = idsIn(outcome);
        const done = complete(
          site,
          { content, isTemporary, keepsBoth: false, replaces: null },
          { now, newId: mediaId, reserved: sizeOf(content) },
        );
        if (!('fileId' in done)) return done;
        Object.assign(upload, { state: 'done', expiresAt: null, ...done });
      }
      return ok({ uploadId: id, mediaId: upload.fileId, duplicateOf: upload.duplicateOf });
    });
    return {
      name: 'finish',
      details: { at, id, isDeliveredTwice },
      async perform(stage) {
        const scope = scopeOf(stage, at);
        const again = isDeliveredTwice ? finishAgain(scope, id) : Promise.resolve();
        const [completed, repeated] = await Promise.allSettled([finishUpload(scope, id), again]);
        if (completed.status === 'rejected') throw completed.reason;
        if (repeated.status === 'rejected') throw repeated.reason;
        return completed.value && answerOf(completed.value);
      },
      // Somebody else is completing it: who asks is told that it will be.
      step: (world, outcome, isAlone) =>
        !isAlone && 'ok' in outcome && outcome.ok === null ? [world] : step(world, outcome, isAlone),
    };
  },
);

/** Until the other one has begun, or must have been refused. */
const maxLooks = 20;

/** What a sweep has done that thinks that whoever completes an upload is dead. */
async function finishAgain(scope: Scope, id: string): Promise<void> {
  for (let look = 0; look < maxLooks; look += 1) {
    const row = await scope.db.prisma.upload.findUniqueOrThrow({ where: { id } });
    if (row.state === 'open') continue;
    if (row.state === 'finishing') await completeFinished(scope, row);
    return;
  }
}

const abort = command(1, fc.record({ site, upload: fc.nat(2) }), (world, { site: at, upload: drawn }) => {
  const id = pickUpload(siteOf(world, at), drawn, ({ wasBegun }) => wasBegun);
  if (id === undefined) return null;
  return {
    name: 'abort',
    details: { at, id },
    perform: async (stage) => void (await abortUpload(scopeOf(stage, at), { id })),
    step: exactly(at, (site) => {
      const upload = site.uploads[id];
      if (!upload) return refused('not-found');
      if (upload.state === 'done') return refused('conflict');
      upload.state = 'expired';
      return ok();
    }),
  };
});

const keep = command(2, fc.record({ site, upload: fc.nat(2) }), (world, { site: at, upload: drawn }) => {
  const id = pickUpload(siteOf(world, at), drawn, ({ duplicateOf }) => duplicateOf !== null);
  if (id === undefined) return null;
  return {
    name: 'keep-both',
    details: { at, id },
    perform: async (stage) => ({ mediaId: (await keepBoth(scopeOf(stage, at), { id })).id }),
    step: exactly(at, (site, { now }, outcome) => {
      const upload = site.uploads[id];
      if (!upload) return refused('not-found');
      if (upload.duplicateOf !== null) {
        const { content, isTemporary } = upload;
        // The bytes that were sent, whatever the file shows by now that had them too.
        if (!contentsOf(site).has(content)) return refused('not-found');
        const newId = idsIn(outcome).mediaId;
        addFile(site, { id: newId, content, now, isTemporary });
        Object.assign(upload, { fileId: newId, duplicateOf: null });
      }
      if (!upload.fileId || site.files[upload.fileId]?.state === 'purged') return refused('not-found');
      return ok({ mediaId: upload.fileId });
    }),
  };
});

export const uploadCommands: Record<string, Command> = {
  upload: uploadCommand,
  begin,
  finish,
  abort,
  'keep-both': keep,
};
