import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import roomsFile from './rooms.json' with { type: 'json' };

interface Room {
  /** The room's folder, from the repository's root. */
  at: string;
  /** Rooms and npm packages it may import; `npm` stands for any package. */
  may: string[];
  /** What it may import with `import type` only. */
  types?: string[];
}

const rooms: Record<string, Room> = roomsFile;
const house = Object.entries(rooms).sort(([, a], [, b]) => b.at.length - a.at.length);
const packageRooms = new Map(['schema', 'client', 'components'].map((name) => [`@vitrine/${name}`, name]));

const roomOf = (file: string) => house.find(([, { at }]) => file.startsWith(`${at}/`))?.[0] ?? file;

/** What an import specifier points at: a room's name, an npm package's name, or null for Node's own modules. */
function targetOf(file: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return roomOf(path.posix.join(path.posix.dirname(file), specifier));
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return null;
  const name = specifier.match(/^(@[^/]+\/)?[^/]+/)?.[0] ?? specifier;
  return packageRooms.get(name) ?? name;
}

/** Every import of the file that the house forbids, as sentences. */
function findForbiddenImports(file: string, source: string): string[] {
  const room = roomOf(file);
  const { may, types = [] }: Pick<Room, 'may' | 'types'> = rooms[room] ?? { may: [] };
  const imports = source.matchAll(
    /^\s*(?:import|export)\s(type\s)?[^'"`;]*?from '([^']+)'|^\s*import '([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...imports].flatMap(([, typeOnly, ...specifiers]) => {
    const target = targetOf(file, specifiers.find(Boolean) ?? '');
    if (target === null || target === room || may.includes(target)) return [];
    if (typeOnly && types.includes(target)) return [];
    const isPackage = !(target in rooms) && !target.includes('/src/') && !target.startsWith('@vitrine/');
    if (isPackage && may.includes('npm')) return [];
    return [`${file} (${room}) may not import ${target}`];
  });
}

function sourceFiles(): string[] {
  const folders = house.map(([, { at }]) => at).filter((at) => !at.startsWith('apps/api/src/'));
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((f) => `${folder}/${f}`),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|stories)\.tsx?$|\/generated\//.test(file));
}

test('no room imports what the house forbids', () => {
  expect(sourceFiles().flatMap((file) => findForbiddenImports(file, readFileSync(file, 'utf8')))).toEqual([]);
});

test.each([
  ['apps/api/src/domain/media/delete-media.ts', "import { app } from '../../http/app.ts';"],
  ['apps/api/src/trpc/media.ts', "import { openDatabase } from '../db/open-database.ts';"],
  ['apps/api/src/http/files.ts', "import {\n  openStorage,\n} from '../storage/open-storage.ts';"],
  ['apps/api/src/storage/local.ts', "import { sniff } from '../processing/sniff.ts';"],
  ['packages/components/src/MediaGrid/MediaGrid.tsx', "import type { Row } from '@vitrine/api';"],
  ['packages/schema/src/media.ts', "import { initTRPC } from '@trpc/server';"],
  ['packages/schema/src/media.ts', "export * from '../../client/src/index.ts';"],
  ['apps/playground/server/create-host.ts', "const api = await import('@vitrine/components');"],
])('finds a forbidden import in %s', (file, source) => {
  expect(findForbiddenImports(file, source)).toHaveLength(1);
});

test('lets a door name the type of what services.ts hands it', () => {
  const source = "import type { StorageDriver } from '../storage/storage-driver.ts';";
  expect(findForbiddenImports('apps/api/src/http/files.ts', source)).toEqual([]);
});
