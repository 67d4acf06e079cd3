import type { ParsedImageOptions } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import { isRasterMimeType } from '../../processing/raster-formats.ts';
import { hashRecipe } from '../../processing/recipes.ts';
import {
  type TransformFormat,
  type TransformRecipe,
  toTransformRecipe,
} from '../../processing/transform-recipe.ts';
import { objectKey, parseObjectKey } from '../../storage/object-keys.ts';
import type { Services } from '../scope.ts';
import type { Deliverable, DeliverableObject } from './find-deliverable.ts';

export interface TransformStore {
  /** One that was asked for lately; undefined where it has to be looked for. */
  peek(
    found: Deliverable,
    options: ParsedImageOptions,
    format: TransformFormat,
  ): DeliverableObject | undefined;
  /**
   * Finds what was made before, or makes it: once, however many ask at the same time.
   * @throws MediaError 'input.invalid' for what no pictures are made of, 'upload.invalid-image' where it can not be
   * read, 'rate.limited' where too many wait already, and as the storage.
   */
  get(found: Deliverable, options: ParsedImageOptions, format: TransformFormat): Promise<DeliverableObject>;
}

interface RenditionRow {
  storage_key: string;
  mime_type: string;
  size_bytes: string;
  updated_at: Date;
}

const mimeTypes: Record<TransformFormat, string> = {
  avif: 'image/avif',
  webp: 'image/webp',
  jpeg: 'image/jpeg',
  png: 'image/png',
};

/** Above the largest that a decoder may answer. */
const maxBytes = 64 * 1024 * 1024;
/** Five pages of pictures: more of them wait longer than anybody looks at an empty page. */
const maxWaiting = 256;
const maxKnown = 50_000;
/** What can't be made costs a decoder as much as what can: it is not tried again for each who asks. */
const refusedForMs = 10 * 60 * 1000;
const maxRefused = 1000;

const findStatement = {
  name: 'find-rendition',
  text: `select storage_key, mime_type, size_bytes, updated_at from rendition
    where namespace_id = $1 and blob_id = $2 and recipe_hash = $3`,
};

/** Nothing is added to bytes that are being given up: who is giving them up is waited for. */
const addStatement = {
  name: 'add-rendition',
  text: `insert into rendition (id, namespace_id, blob_id, recipe, recipe_hash, tool_version, storage_key, mime_type,
      width, height, size_bytes)
    select $1, b.namespace_id, b.id, $4, $5, $6, $7, $8, $9, $10, $11
    from blob b where b.namespace_id = $2 and b.id = $3 and b.state = 'active' for key share of b
    on conflict (namespace_id, blob_id, recipe_hash) do nothing
    returning storage_key, mime_type, size_bytes, updated_at`,
};

/** Pictures made on request: kept in the storage like thumbnails, each with its recipe and the tool that made it. */
export function createTransformStore(services: Services): TransformStore {
  const { db, storage, decodePool } = services;
  const known = new Map<string, DeliverableObject>();
  const flights = new Map<string, Promise<DeliverableObject>>();
  const refused = new Map<string, { error: MediaError; until: number }>();

  async function find(found: Deliverable, recipeHash: string): Promise<DeliverableObject | null> {
    const values = [found.namespaceId, found.blobId, recipeHash];
    const { rows } = await db.pool.query<RenditionRow>({ ...findStatement, values });
    return rows[0] ? present(rows[0]) : null;
  }

  async function make(
    found: Deliverable,
    recipe: TransformRecipe,
    recipeHash: string,
  ): Promise<DeliverableObject> {
    const { namespaceId, blobId } = found;
    const { key, mimeType } = sourceOf(found);
    const made = await storage.withLocalFile(key, (path) =>
      decodePool.run('image.transform', { path, mimeType, recipe }),
    );
    const storageKey = objectKey({ namespaceId, purpose: 'rendition', id: services.newId() });
    await storage.put(storageKey, made.bytes, { maxBytes });
    const { rows } = await db.pool.query<RenditionRow>({
      ...addStatement,
      values: [
        services.newId(),
        namespaceId,
        blobId,
        recipe,
        recipeHash,
        made.toolVersion,
        storageKey,
        mimeTypes[recipe.format],
        made.width,
        made.height,
        made.bytes.byteLength,
      ],
    });
    if (rows[0]) return present(rows[0]);
    // Another process was faster, or the file is going: either way nobody will ask for ours.
    await storage.delete(storageKey);
    const theirs = await find(found, recipeHash);
    if (!theirs) throw new MediaError('not-found');
    return theirs;
  }

  async function getOnce(
    found: Deliverable,
    recipe: TransformRecipe,
    name: string,
  ): Promise<DeliverableObject> {
    const recipeHash = hashRecipe(recipe);
    const object =
      (await find(found, recipeHash)) ??
      (await make(found, recipe, recipeHash).catch((error: unknown) => refuse(name, error)));
    known.set(name, object);
    if (known.size > maxKnown) for (const oldest of known.keys()) if (known.delete(oldest)) break;
    return object;
  }

  function refuse(name: string, error: unknown): never {
    if (error instanceof MediaError && error.code === 'upload.invalid-image') {
      refused.set(name, { error, until: performance.now() + refusedForMs });
      if (refused.size > maxRefused) for (const oldest of refused.keys()) if (refused.delete(oldest)) break;
    }
    throw error;
  }

  const recipeOf = (found: Deliverable, options: ParsedImageOptions, format: TransformFormat) => {
    const recipe = toTransformRecipe(options, format, found.focalPoint);
    return { recipe, name: `${found.blobId} ${JSON.stringify(recipe)}` };
  };

  return {
    peek: (found, options, format) => known.get(recipeOf(found, options, format).name),
    async get(found, options, format) {
      const { recipe, name } = recipeOf(found, options, format);
      const object = known.get(name);
      if (object) return object;
      const refusal = refused.get(name);
      if (refusal && refusal.until > performance.now()) throw refusal.error;
      const flying = flights.get(name);
      if (flying) return flying;
      if (flights.size >= maxWaiting) throw tooMany();
      const flight = getOnce(found, recipe, name).finally(() => flights.delete(name));
      flights.set(name, flight);
      return flight;
    },
  };
}

/**
 * What a picture is made of: the frame of a film, the page of a document and the cover of a song are at hand in the
 * largest thumbnail only. What none could be made of is not tried again for everyone who asks.
 */
function sourceOf({ original, presets }: Deliverable): DeliverableObject {
  const largest = presets.large ?? presets.medium ?? presets.small;
  if (isRasterMimeType(original.mimeType) && (largest || original.mimeType !== 'image/heic')) return original;
  if (!largest) throw notScaled();
  return largest;
}

function present(row: RenditionRow): DeliverableObject {
  return {
    key: parseObjectKey(row.storage_key),
    mimeType: row.mime_type,
    sizeBytes: Number(row.size_bytes),
    tag: row.storage_key.slice(-36),
    modifiedAt: row.updated_at,
  };
}

const notScaled = () =>
  new MediaError('input.invalid', undefined, {
    message: 'No other sizes are made of this kind of file. Use its thumbnails, or the file itself.',
  });

const tooMany = () =>
  new MediaError(
    'rate.limited',
    { retryAfterSeconds: 2 },
    { message: 'Too many pictures are being made. Try again in a moment.' },
  );
