import { type Collection, CollectionId, type MediaFile, MediaId, type Tag } from '@vitrine/schema';
import { drawCutOut, drawPage, type SceneName, sceneThumbhash, svgDataUrl } from './draw-scene.ts';
import {
  type MediaFileOverrides,
  makeMediaFile,
  makeTag,
  sceneUrl,
  TEST_NOW,
  testId,
} from './make-media-file.ts';

export const sampleTags: Tag[] = [
  'nature',
  'forest',
  'lake',
  'alps',
  'people',
  'city',
  'garden',
  'sound',
  'guide',
  'cut-out',
].map((name, index) => ({
  ...makeTag(index + 1, name),
  description: '',
  parentId: null,
  usageCount: 0,
  createdAt: TEST_NOW,
}));

const tag = (name: string) => {
  const found = sampleTags.find((known) => known.name === name);
  if (!found) throw new Error(`The samples have no tag ${name}.`);
  const { id, slug, color } = found;
  return { id, name, slug, color };
};

const collection = (
  number: number,
  title: string,
  color: string,
  parent: number | null = null,
): Collection => ({
  id: CollectionId.parse(testId(5, number)),
  title,
  slug: title.toLowerCase().replaceAll(' ', '-'),
  description: '',
  color,
  coverId: null,
  parentId: parent === null ? null : CollectionId.parse(testId(5, parent)),
  accessLevel: 'public',
  isPublic: false,
  smartQuery: null,
  fileCount: 0,
  totalSizeBytes: 0,
  isExact: true,
  createdAt: TEST_NOW,
  updatedAt: TEST_NOW,
});

export const sampleCollections: Collection[] = [
  collection(1, 'Brand', '#7c5cd6'),
  collection(2, 'Campaigns', '#d9603b'),
  collection(3, 'Spring 2026', '#e0a12e', 2),
  collection(4, 'Autumn 2025', '#b5533a', 2),
  collection(5, 'Editorial', '#2f8f83'),
  collection(6, 'People', '#c24d86'),
  collection(7, 'Places', '#3c7dc4'),
];

const inCollection = (...numbers: number[]) => numbers.map((number) => CollectionId.parse(testId(5, number)));

function picture(scene: SceneName, shift: number): Pick<MediaFile, 'url' | 'thumbnails' | 'placeholder'> {
  const url = sceneUrl(scene, shift);
  const thumbnail = { url, width: 300, height: 200 };
  return {
    url,
    thumbnails: { small: thumbnail, medium: thumbnail, large: thumbnail },
    placeholder: sceneThumbhash(scene),
  };
}

const drawn = (svg: string): Pick<MediaFile, 'url' | 'thumbnails' | 'placeholder'> => {
  const url = svgDataUrl(svg);
  const thumbnail = { url, width: 231, height: 300 };
  return { url, thumbnails: { small: thumbnail, medium: thumbnail, large: null }, placeholder: null };
};

const nothing = { small: null, medium: null, large: null };

const entries: MediaFileOverrides[] = [
  {
    ...picture('forest', 0),
    title: 'Fog over spruce',
    originalFilename: 'fog-over-spruce.jpg',
    width: 4000,
    height: 6000,
    sizeBytes: 12_100_000,
    tags: [tag('nature'), tag('forest')],
    collectionIds: inCollection(5, 7),
    referenceCount: 4,
  },
  {
    ...picture('aurora', 0),
    kind: 'video',
    mimeType: 'video/mp4',
    title: 'Aurora time lapse',
    originalFilename: 'aurora-timelapse.mp4',
    durationSeconds: 42,
    width: 3840,
    height: 2160,
    sizeBytes: 88_400_000,
    tags: [tag('nature')],
  },
  {
    ...picture('lake', 0),
    title: 'Alpine lake at noon',
    originalFilename: 'DSC_20260712_091432.jpg',
    sizeBytes: 8_400_000,
    focalPoint: { x: 0.38, y: 0.44 },
    alt: {},
    tags: [tag('nature'), tag('lake'), tag('alps')],
    collectionIds: inCollection(5, 7),
    referenceCount: 3,
    takenAt: '2026-07-12T09:14:32.000Z',
  },
  {
    ...drawn(drawCutOut()),
    title: 'Leaf cut-out',
    mimeType: 'image/png',
    originalFilename: 'leaf-cutout.png',
    hasAlpha: true,
    width: 1600,
    height: 2080,
    sizeBytes: 1_200_000,
    tags: [tag('cut-out')],
    collectionIds: inCollection(1),
    referenceCount: 0,
  },
  {
    ...picture('coast', 0),
    title: 'Last light, west coast',
    originalFilename: 'last-light-west-coast.jpg',
    tags: [tag('nature')],
    collectionIds: inCollection(7),
  },
  {
    ...picture('portrait', 0),
    title: 'Ranger Amina Diallo',
    originalFilename: 'amina-diallo-portrait.jpg',
    width: 3200,
    height: 4000,
    sizeBytes: 5_700_000,
    focalPoint: { x: 0.5, y: 0.22 },
    tags: [tag('people')],
    collectionIds: inCollection(6),
  },
  {
    ...drawn(drawPage('Northern forests')),
    kind: 'document',
    mimeType: 'application/pdf',
    title: 'Northern forests: a field guide',
    originalFilename: 'northern-forests-guide.pdf',
    pageCount: 24,
    width: null,
    height: null,
    sizeBytes: 6_300_000,
    tags: [tag('nature'), tag('guide')],
    referenceCount: 7,
  },
  {
    ...picture('fields', 0),
    title: 'River fields',
    originalFilename: 'river-fields.jpg',
    collectionIds: inCollection(7),
  },
  {
    ...picture('flower', 0),
    title: 'Dahlia, close',
    originalFilename: 'dahlia-macro-0042.jpg',
    width: 4000,
    height: 4000,
    sizeBytes: 7_000_000,
    tags: [tag('nature'), tag('garden')],
    collectionIds: inCollection(3),
    referenceCount: 5,
  },
  {
    kind: 'audio',
    mimeType: 'audio/wav',
    title: 'Dawn chorus',
    originalFilename: 'dawn-chorus-field-recording.wav',
    durationSeconds: 185,
    thumbnails: nothing,
    placeholder: null,
    width: null,
    height: null,
    sizeBytes: 31_500_000,
    tags: [tag('sound')],
  },
  {
    ...picture('dunes', 4),
    kind: 'video',
    mimeType: 'video/mp4',
    title: 'Shoreline',
    originalFilename: 'shoreline.mp4',
    durationSeconds: 78,
    width: 1920,
    height: 1080,
  },
  {
    ...picture('dunes', 0),
    title: 'Dunes at four',
    originalFilename: 'dunes-at-four.jpg',
    collectionIds: inCollection(4),
  },
  {
    title: 'IMG_8830',
    mimeType: 'image/heic',
    originalFilename: 'IMG_8830_recovered.heic',
    damaged: true,
    thumbnails: nothing,
    placeholder: null,
    width: null,
    height: null,
    alt: {},
    sizeBytes: 3_900_000,
    referenceCount: 0,
  },
  {
    ...picture('tree', 0),
    title: 'Lone tree, January',
    originalFilename: 'lone-tree-january.jpg',
    collectionIds: inCollection(7),
  },
  {
    ...picture('ridge', 0),
    title: 'Ridge walker at sunrise, panorama, third version',
    originalFilename: 'ridge-walker-sunrise-panorama-retouched-v3-final.jpg',
    width: 9200,
    height: 5175,
    sizeBytes: 22_800_000,
    alt: {},
    tags: [tag('alps')],
    focalPoint: { x: 0.64, y: 0.6 },
    referenceCount: 0,
  },
  {
    ...picture('fields', 5),
    title: 'Rainfall by month',
    originalFilename: 'rainfall-by-month.png',
    mimeType: 'image/png',
    width: 1600,
    height: 1200,
  },
  {
    ...picture('still-life', 0),
    title: 'Harvest still life',
    originalFilename: 'harvest-still-life.jpg',
    tags: [tag('garden')],
    collectionIds: inCollection(3),
    referenceCount: 2,
  },
  {
    kind: 'audio',
    mimeType: 'audio/mpeg',
    title: 'Beekeeper, interview',
    originalFilename: 'beekeeper-interview.mp3',
    durationSeconds: 1120,
    thumbnails: nothing,
    placeholder: null,
    width: null,
    height: null,
  },
  {
    ...picture('portrait', 3),
    title: 'Jonas at the field station',
    originalFilename: 'jonas-field-station.jpg',
    width: 3200,
    height: 4000,
    tags: [tag('people')],
    collectionIds: inCollection(6),
  },
  {
    ...drawn(drawPage('Annual report')),
    kind: 'document',
    mimeType: 'application/pdf',
    title: 'Annual report 2025',
    originalFilename: 'annual-report-2025.pdf',
    pageCount: 48,
    width: null,
    height: null,
  },
  {
    ...picture('city', 0),
    title: 'Tower, east side',
    originalFilename: 'tower-east-facade.jpg',
    width: 3000,
    height: 4500,
    sizeBytes: 9_600_000,
    alt: {},
    tags: [tag('city')],
    referenceCount: 0,
  },
  {
    ...drawn(drawCutOut(1)),
    title: 'Fern cut-out',
    mimeType: 'image/png',
    originalFilename: 'fern-cutout.png',
    hasAlpha: true,
    width: 1600,
    height: 2080,
  },
  {
    ...picture('city', 6),
    title: 'Courtyard at noon',
    originalFilename: 'courtyard-at-noon.jpg',
    tags: [tag('city')],
  },
  {
    ...picture('coast', 7),
    title: 'Table by the lake',
    originalFilename: 'table-by-the-lake.jpg',
    animated: true,
    mimeType: 'image/gif',
  },
];

/** A small library with one of everything: film, sound, documents, cut-outs, a damaged file, long names. */
export const sampleFiles: MediaFile[] = entries.map((entry, index) =>
  makeMediaFile({ ...entry, seed: index }),
);

/** Names that stretch a layout: long, without spaces, right to left, with an emoji. */
export const longNameFiles: MediaFile[] = [
  'A title that goes on and on because somebody pasted the whole first sentence of the article into it, with commas',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
  'صورة لبحيرة جبلية عند الظهيرة مع انعكاس السحب على سطح الماء الهادئ',
  '🏔️🏔️🏔️ summit',
  'x',
].map((title, index) =>
  makeMediaFile({
    seed: 100 + index,
    title,
    originalFilename: `${title.replaceAll(' ', '_')}_final_final_v${index}.jpeg`,
  }),
);

/** Pictures twice: one smaller and under another name, one with the same bytes. For views of duplicates. */
export const lookAlikeFiles: MediaFile[] = [0, 4].flatMap((index, place) => {
  const twin = sampleFiles[index];
  if (!twin) return [];
  const isSame = place === 1;
  return [
    makeMediaFile({
      ...twin,
      seed: 200 + place,
      id: MediaId.parse(testId(3, 200 + place)),
      title: isSame ? twin.title : `${twin.title} (web)`,
      originalFilename: `copy-of-${twin.originalFilename}`,
      tags: isSame ? [] : twin.tags.slice(0, 1),
      referenceCount: isSame ? 0 : 1,
      createdAt: TEST_NOW,
      ...(!isSame && { width: 1600, height: 2400, sizeBytes: 1_100_000, hash: 'f'.repeat(64) }),
    }),
  ];
});
