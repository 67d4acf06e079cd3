import { setTimeout } from 'node:timers/promises';
import { MediaError } from '../errors/media-error.ts';
import { copyVerified } from './copy-verified.ts';
import type { LocalStorage } from './local.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { type MoveJournal, openMoveJournal } from './move-journal.ts';
import { writeMoveMarker } from './move-marker.ts';
import type { ObjectKey } from './object-keys.ts';
import { sealStorage } from './seal-storage.ts';
import type { StorageDriver } from './storage-driver.ts';

const copiedAtOnce = 4;
/** Passes while everybody goes on writing; each finds only what came during the one before. */
const openPasses = 3;
/** Between a writer's look for the seal and the rename that follows lies nothing that takes so long. */
const defaultSettleMs = 1500;

/** What the rows say about an object. */
export interface KnownObject {
  /** Null for renditions: their hash is not kept. */
  sha256: string | null;
  mimeType: string;
}

export interface MoveProgress {
  step: 'copying' | 'switching';
  doneObjects: number;
  totalObjects: number;
  doneBytes: number;
  totalBytes: number;
}

export interface MoveOptions {
  source: LocalStorage;
  target: StorageDriver;
  /** Where the target is, as the marker shall say it. */
  place: { bucket: string; endpoint: string | null };
  /** What the rows say about these keys; those without a row are left out. */
  describe(keys: readonly ObjectKey[]): Promise<Map<ObjectKey, KnownObject>>;
  /** Every key that a row needs, in batches. */
  listNeeded(): AsyncIterable<readonly ObjectKey[]>;
  /** Switches although objects are missing or damaged in the source. */
  acceptsDamage: boolean;
  /** How long those that looked just before the seal have to end their write. */
  settleMs?: number;
  now(): Date;
  onProgress(progress: MoveProgress): void;
}

export interface MoveResult {
  isMoved: boolean;
  objects: number;
  bytes: number;
  /** Whose bytes in the source are not those of their row. They were copied as they are. */
  damaged: ObjectKey[];
  /** That a row needs and the source doesn't have. */
  missing: ObjectKey[];
}

/**
 * Moves everything of a local storage to another one while the library runs, and switches it over. Nothing is removed
 * from the source. Can be repeated after any interruption; what arrived is not sent again.
 *
 * Nothing that is written meanwhile is lost: the last pass runs under a seal, which every write to the source looks at
 * before it shows its object, and only after that pass the marker sends all processes to the target.
 * @throws MediaError as the storages do; 'conflict' where the seal ran out. The source is as it was then.
 */
export async function moveStorage(options: MoveOptions): Promise<MoveResult> {
  const { source, target, place } = options;
  const journal = await openMoveJournal(source.root, `${place.endpoint ?? 'aws'}/${place.bucket}`);
  const move = new Move(options, journal);
  try {
    await move.forgetLost();
    for (let pass = 0; pass < openPasses; pass++) if ((await move.copyNew('copying')) === 0) break;
    const missing = await move.findMissing();
    const isWhole = missing.length === 0 && move.damaged.size === 0;
    if (!isWhole && !options.acceptsDamage) return move.result(false, missing);

    const seal = await sealStorage(source.root);
    let isMoved = false;
    try {
      await setTimeout(options.settleMs ?? defaultSettleMs);
      while ((await move.copyNew('switching')) > 0) seal.requireHeld();
      await move.copyUnfinished();
      await move.requireArrived();
      await seal.stop();
      seal.requireHeld();
      await writeMoveMarker(source.root, { state: 'moved', ...place, at: options.now().toISOString() });
      isMoved = true;
    } finally {
      await seal.stop();
      if (!isMoved) await writeMoveMarker(source.root, null);
    }
    return move.result(true, await move.findMissing());
  } finally {
    await journal.close();
    await target.close();
  }
}

class Move {
  readonly #options: MoveOptions;
  readonly #journal: MoveJournal;
  readonly damaged = new Set<ObjectKey>();

  constructor(options: MoveOptions, journal: MoveJournal) {
    this.#options = options;
    this.#journal = journal;
  }

  result(isMoved: boolean, missing: ObjectKey[]): MoveResult {
    const { arrived } = this.#journal;
    const bytes = [...arrived.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    return { isMoved, objects: arrived.size, bytes, damaged: [...this.damaged], missing };
  }

  /** What the journal has and the target has no more, since somebody emptied it, is copied again. */
  async forgetLost(): Promise<void> {
    const { arrived } = this.#journal;
    const there = await this.#sizesInTarget();
    for (const [key, { sizeBytes }] of arrived) if (there.get(key) !== sizeBytes) arrived.delete(key);
    for (const keys of inBatches([...arrived.keys()])) {
      const known = await this.#options.describe(keys);
      for (const key of keys) this.#compare(key, arrived.get(key)?.sha256, known.get(key));
    }
  }

  /** @returns how many objects were found that had not been copied before. */
  async copyNew(step: MoveProgress['step']): Promise<number> {
    const { source, target, onProgress } = this.#options;
    const { arrived } = this.#journal;
    const progress = { step, doneObjects: 0, totalObjects: 0, doneBytes: 0, totalBytes: 0 };
    const found: { key: ObjectKey; sizeBytes: number }[] = [];
    for await (const { key, sizeBytes, isFinished } of source.list('')) {
      if (!isFinished) continue;
      progress.totalObjects++;
      progress.totalBytes += sizeBytes;
      if (!arrived.has(key)) found.push({ key, sizeBytes });
      else {
        progress.doneObjects++;
        progress.doneBytes += sizeBytes;
      }
    }
    onProgress(progress);
    for (const batch of inBatches(found)) {
      const known = await this.#options.describe(batch.map(({ key }) => key));
      await mapConcurrently(batch, copiedAtOnce, async ({ key, sizeBytes }) => {
        const row = known.get(key);
        const copied = await copyVerified(source, target, key, { contentType: row?.mimeType });
        progress.doneObjects++;
        progress.doneBytes += sizeBytes;
        onProgress(progress);
        // It was removed since: whoever did that has taken its row before.
        if (copied === null) return;
        this.#compare(key, copied.sha256, row);
        await this.#journal.add(key, copied);
      });
    }
    return found.length;
  }

  /** Uploads that are under way go on in the target where they stand. */
  async copyUnfinished(): Promise<void> {
    const { source, target } = this.#options;
    for await (const { key, isFinished } of source.list('')) {
      if (isFinished) continue;
      await target.delete(key);
      const { body, totalBytes } = await source.readUnfinished(key);
      await target.append(key, body, { offsetBytes: 0, maxBytes: totalBytes });
    }
  }

  /** @throws MediaError 'storage.unavailable' where something that arrived is not there any more. */
  async requireArrived(): Promise<void> {
    const there = await this.#sizesInTarget();
    for (const [key, { sizeBytes }] of this.#journal.arrived) {
      if (there.get(key) === sizeBytes) continue;
      const cause = new Error(`${key} was copied, and the target doesn't list it.`);
      throw new MediaError('storage.unavailable', {}, { cause });
    }
  }

  async findMissing(): Promise<ObjectKey[]> {
    const missing: ObjectKey[] = [];
    for await (const keys of this.#options.listNeeded()) {
      for (const key of keys) {
        if (this.#journal.arrived.has(key)) continue;
        // It may have come since the last pass.
        if ((await this.#options.source.head(key)) === null) missing.push(key);
      }
    }
    return missing;
  }

  #compare(key: ObjectKey, sha256: string | undefined, row: KnownObject | undefined): void {
    if (row?.sha256 && row.sha256 !== sha256) this.damaged.add(key);
  }

  async #sizesInTarget(): Promise<Map<ObjectKey, number>> {
    const sizes = new Map<ObjectKey, number>();
    for await (const { key, sizeBytes, isFinished } of this.#options.target.list('')) {
      if (isFinished) sizes.set(key, sizeBytes);
    }
    return sizes;
  }
}

function* inBatches<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += 500) yield items.slice(at, at + 500);
}
