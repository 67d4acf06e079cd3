import { Readable } from 'node:stream';
import type * as z from 'zod';
import { writeZip } from '../../archive/write-zip.ts';
import type { Task as TaskRow } from '../../db/generated/client.ts';
import { MediaError } from '../../errors/media-error.ts';
import { AuditExportInput, auditExportKind } from '../audit/begin-audit-export.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { authorize } from '../identity/can.ts';
import { PersonExportInput, personExportKind } from '../privacy/begin-person-export.ts';
import { packPerson } from '../privacy/pack-person.ts';
import type { DeliveryLookup } from '../renditions/create-delivery-lookup.ts';
import type { Scope, Services } from '../scope.ts';
import { ExportInput, exportTaskKind } from './begin-export.ts';
import { followDownload } from './follow-download.ts';
import { Asked } from './make-link.ts';
import { findPacked, packFiles } from './pack-files.ts';
import { scopeOfAsker } from './scope-of-asker.ts';

export interface OpenedExport {
  filename: string;
  mimeType: string;
  /** Writes while it is read; destroying it ends that. */
  read(): Readable;
}

type Opened = Pick<OpenedExport, 'mimeType' | 'read'>;
type Open = (scope: Scope, task: TaskRow, lookup: DeliveryLookup) => Promise<Opened>;

/** By the kind of the task: what it may write is asked again, and what it was asked for may be forgotten. */
const openers: Record<string, Open> = {
  async [exportTaskKind](scope, { id, input }, lookup) {
    const ids = await findPacked(scope, asAsked(ExportInput, input).what);
    const pack = () => writeZip(followDownload(scope, id, (task) => packFiles(scope, lookup, ids, task)));
    return { mimeType: 'application/zip', read: pack };
  },
  async [personExportKind](scope, { id, input }) {
    authorize(scope.actor, 'privacy.manage');
    const { userId } = asAsked(PersonExportInput, input);
    const pack = () => writeZip(followDownload(scope, id, (task) => packPerson(scope, userId, task)));
    return { mimeType: 'application/zip', read: pack };
  },
  async [auditExportKind](scope, { id, input }) {
    authorize(scope.actor, 'audit.read');
    const asked = asAsked(AuditExportInput, input);
    const write = () =>
      Readable.from(
        followDownload(scope, id, (task) => writeAudit(scope, asked, task)),
        { objectMode: false },
      );
    return { mimeType: asked.format === 'csv' ? 'text/csv' : 'application/x-ndjson', read: write };
  },
};

/**
 * Opens what a task was asked to write, with what whoever asked may see now.
 * @throws MediaError 'not-found' for no such task, one that was cancelled or forgotten, or an archived namespace;
 * 'auth.denied' where who asked is no member any more, or may not any more, or the key has ended.
 */
export async function openExport(
  services: Services,
  lookup: DeliveryLookup,
  { taskId, requestId }: { taskId: string; requestId: string },
): Promise<OpenedExport> {
  const task = await services.db.prisma.task.findUnique({ where: { id: taskId } });
  const open = task && openers[task.kind];
  if (!open || task.state === 'cancelled') throw new MediaError('not-found');
  const asked = asAsked(Asked, task.input);
  const scope = await scopeOfAsker(services, task, asked, requestId);
  return { filename: asked.filename, ...(await open(scope, task, lookup)) };
}

/** What was asked is emptied when a person is erased, and when no link can be good any more. */
function asAsked<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const asked = schema.safeParse(input);
  if (asked.success) return asked.data;
  throw new MediaError('not-found', undefined, { cause: asked.error });
}
