import { MediaError } from '../../errors/media-error.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import type { UploadRecord, UploadRecords } from '../../storage/tus-store.ts';
import type { GroundServices } from '../scope.ts';
import { expireUpload } from './expire-upload.ts';

/**
 * The rows of uploads as the tus store needs them. Whose upload it is was checked at the door; here only the state
 * counts: one that ended can not be written to any more, nor one whose bytes come by another door.
 */
export function createUploadRecords(services: Pick<GroundServices, 'db' | 'now'>): UploadRecords {
  const { db } = services;
  return {
    async get(id): Promise<UploadRecord | null> {
      const row = await db.prisma.upload.findUnique({ where: { id } });
      if (row?.door !== 'tus' || row.state === 'expired' || row.state === 'failed') return null;
      return {
        id: row.id,
        key: parseObjectKey(row.quarantineKey),
        sizeBytes: Number(row.declaredSizeBytes),
        offsetBytes: Number(row.offsetBytes),
        metadata: {},
        createdAt: row.createdAt,
      };
    },

    async advance(id, offsetBytes) {
      await db.prisma.upload.updateMany({ where: { id, state: 'open' }, data: { offsetBytes } });
    },

    async terminate(id) {
      if (await expireUpload(services, id)) return;
      throw new MediaError('conflict', undefined, { message: 'This upload is complete already.' });
    },
  };
}
