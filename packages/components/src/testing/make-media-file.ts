import {
  type MediaFile,
  MediaId,
  type MediaKind,
  type MediaTag,
  NamespaceId,
  TagId,
  UserId,
} from '@vitrine/schema';
import { drawScene, type SceneName, sceneNames, sceneThumbhash, svgDataUrl } from './draw-scene.ts';

/** A UUID with a meaning: `kind` tells the noun, `number` which one. The same seed is the same id. */
export function testId(kind: number, number: number): string {
  return `0192${kind.toString(16).padStart(4, '0')}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

export const testNamespaceId = NamespaceId.parse(testId(1, 1));
export const testUserId = UserId.parse(testId(2, 1));

/** The day on which the fake library stands still: the newest file is of this moment. */
export const TEST_NOW = '2026-11-21T09:00:00.000Z';

const titles: Record<SceneName, readonly [string, string, string]> = {
  lake: ['Alpine lake at noon', 'Still water, October', 'The upper lake'],
  forest: ['Fog over spruce', 'Pine slope', 'North side of the wood'],
  aurora: ['Northern lights', 'A green night', 'Sky over Tromsø'],
  dunes: ['Dunes at four', 'Sand and wind', 'The long dune'],
  coast: ['Last light, west coast', 'Evening tide', 'Cliffs at dusk'],
  portrait: ['Ranger Amina Diallo', 'Portrait in the workshop', 'A guest of the house'],
  flower: ['Dahlia, close', 'From the garden', 'Petals'],
  fields: ['River fields', 'From the air', 'Patchwork'],
  tree: ['Lone tree, January', 'Winter oak', 'Snow and one tree'],
  ridge: ['Ridge walker at sunrise', 'Six in the morning', 'The high path'],
  'still-life': ['Harvest still life', 'Citrus on the table', 'A bowl of fruit'],
  city: ['Tower, east side', 'Market square', 'Windows'],
};

export interface MediaFileOverrides extends Partial<MediaFile> {
  /** Any whole number from 0: the same seed gives the same file. */
  seed?: number;
}

const scenes = new Map<string, string>();

/** A picture's URL, drawn once: ten thousand files share some hundred pictures. */
export function sceneUrl(name: SceneName, shift: number): string {
  const key = `${name}:${shift}`;
  const url = scenes.get(key) ?? svgDataUrl(drawScene(name, shift));
  scenes.set(key, url);
  return url;
}

const MIME_TYPES: Record<MediaKind, string> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/wav',
  document: 'application/pdf',
};
const EXTENSIONS: Record<MediaKind, string> = { image: 'jpg', video: 'mp4', audio: 'wav', document: 'pdf' };

/** A file that satisfies the contract, whole and different for each seed. */
export function makeMediaFile({ seed = 0, ...overrides }: MediaFileOverrides = {}): MediaFile {
  const scene = sceneNames[seed % sceneNames.length] ?? 'lake';
  const round = Math.floor(seed / sceneNames.length);
  const kind = overrides.kind ?? 'image';
  const name = titles[scene][round % 3] ?? scene;
  const title = overrides.title ?? (round < 3 ? name : `${name} ${round}`);
  const createdAt = new Date(Date.parse(TEST_NOW) - seed * 7_380_000).toISOString();
  const slug =
    title
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'file';
  const url = sceneUrl(scene, round % 9);
  const isShown = kind === 'image' || kind === 'video';
  return {
    id: MediaId.parse(testId(3, seed)),
    namespaceId: testNamespaceId,
    slug,
    title,
    description: '',
    kind,
    mimeType: MIME_TYPES[kind],
    originalFilename: `${slug}.${EXTENSIONS[kind]}`,
    sizeBytes: 200_000 + ((seed * 7_919_231) % 24_000_000),
    width: isShown ? 6016 : null,
    height: isShown ? 4016 : null,
    durationSeconds: kind === 'video' || kind === 'audio' ? 42 + ((seed * 31) % 900) : null,
    pageCount: kind === 'document' ? 24 : null,
    hasAlpha: false,
    animated: false,
    hash: (seed + 1).toString(16).padStart(64, '0'),
    url,
    thumbnails: isShown
      ? {
          small: { url, width: 150, height: 100 },
          medium: { url, width: 300, height: 200 },
          large: { url, width: 800, height: 534 },
        }
      : { small: null, medium: null, large: null },
    placeholder: isShown ? sceneThumbhash(scene) : null,
    focalPoint: { x: 0.5, y: 0.5 },
    alt: seed % 4 === 2 ? {} : { en: `${title}, seen from afar` },
    caption: '',
    credit: '',
    license: '',
    rightsStart: null,
    rightsEnd: null,
    tags: [],
    collectionIds: [],
    accessLevel: 'public',
    metadata: {},
    analysis: null,
    referenceCount: seed % 5,
    uploadedBy: { id: testUserId, displayName: 'Ann Berg' },
    processingStatus: 'ready',
    reviewStatus: 'approved',
    reviewNote: '',
    damaged: false,
    takenAt: null,
    temporaryUntil: null,
    deletedAt: null,
    deletedBy: null,
    purgeAfter: null,
    replacedBy: null,
    keep: false,
    version: 1,
    revision: 1,
    createdAt,
    updatedAt: createdAt,
    ...overrides,
  };
}

/** Many of them, in the mix of a real library: pictures, some films, sounds and documents. */
export function makeMediaFiles(count: number): MediaFile[] {
  return Array.from({ length: count }, (_, seed) =>
    makeMediaFile({
      seed,
      kind: seed % 13 === 7 ? 'video' : seed % 17 === 9 ? 'document' : seed % 19 === 11 ? 'audio' : 'image',
    }),
  );
}

export function makeTag(number: number, name: string, color = '#7a7d82'): MediaTag {
  return { id: TagId.parse(testId(4, number)), name, slug: name.toLowerCase().replaceAll(' ', '-'), color };
}
