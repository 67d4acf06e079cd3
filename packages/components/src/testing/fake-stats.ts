import type { MediaFile, StatsOverview, StorageGrowth } from '@vitrine/schema';
import { FakeError, type FakeLibrary } from './fake-library.ts';
import type { FakeProcedures } from './fake-procedures.ts';
import { TEST_NOW } from './make-media-file.ts';

const noFiles = () => ({ image: 0, video: 0, audio: 0, document: 0 });

export function fakeStats(library: FakeLibrary): FakeProcedures['stats'] {
  const live = () => [...library.files.values()].filter((file) => file.deletedAt === null);
  return {
    overview: (): StatsOverview => {
      const [filesByType, bytesByType] = [noFiles(), noFiles()];
      for (const { kind, sizeBytes } of live()) {
        filesByType[kind] += 1;
        bytesByType[kind] += sizeBytes;
      }
      return {
        totalFiles: live().length,
        totalSizeBytes: live().reduce((sum, file) => sum + file.sizeBytes, 0),
        filesByType,
        bytesByType,
        trashedFiles: library.files.size - live().length,
        recentUploads: 2,
      };
    },
    storage: () => {
      throw new FakeError('auth.denied', 'Only the operator may do this.');
    },
    growth: ({ by, periods }) => {
      if (library.role !== 'admin') throw new FakeError('auth.denied', 'Your role does not allow this.');
      return { periods: growthOf(live(), by, periods), refreshedAt: TEST_NOW };
    },
    unused: () => {
      const found = live().filter((file) => file.referenceCount === 0 && !file.keep);
      return {
        unusedDays: 30,
        fileCount: found.length,
        totalSizeBytes: found.reduce((sum, file) => sum + file.sizeBytes, 0),
        mediaIds: found.slice(0, 100).map(({ id }) => id),
        isFirstRun: true,
      };
    },
  };
}

function growthOf(files: readonly MediaFile[], by: 'day' | 'month', count: number): StorageGrowth['periods'] {
  const now = new Date(TEST_NOW);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const startOf = (back: number) =>
    new Date(by === 'month' ? Date.UTC(year, month - back, 1) : Date.UTC(year, month, day - back))
      .toISOString()
      .slice(0, 10);
  return Array.from({ length: count }, (_, index) => {
    const back = count - 1 - index;
    const [from, until] = [startOf(back), startOf(back - 1)];
    const filesByType = noFiles();
    const came = files.filter(({ createdAt }) => createdAt >= from && createdAt < until);
    for (const { kind } of came) filesByType[kind] += 1;
    const totalSizeBytes = came.reduce((sum, file) => sum + file.sizeBytes, 0);
    return { from, fileCount: came.length, totalSizeBytes, filesByType };
  });
}
