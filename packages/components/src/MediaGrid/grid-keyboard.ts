import type { Key } from 'react-stately';
import type { MediaCollection } from './media-collection.ts';

export interface GridShape {
  columns: number;
  /** Whole rows that are seen at once. */
  rowsOnScreen: number;
  isRightToLeft: boolean;
}

/** Where each key leads in rows of equal tiles. Home and End stay in the row, with Ctrl they reach first and last. */
export class GridKeyboard {
  readonly #collection: MediaCollection;
  readonly #shape: GridShape;

  constructor(collection: MediaCollection, shape: GridShape) {
    this.#collection = collection;
    this.#shape = shape;
  }

  getKeyBelow(key: Key): Key | null {
    return this.#at(key, this.#shape.columns) ?? this.#lastBelow(key);
  }

  getKeyAbove(key: Key): Key | null {
    return this.#at(key, -this.#shape.columns);
  }

  getKeyRightOf(key: Key): Key | null {
    return this.#beside(key, this.#shape.isRightToLeft ? -1 : 1);
  }

  getKeyLeftOf(key: Key): Key | null {
    return this.#beside(key, this.#shape.isRightToLeft ? 1 : -1);
  }

  getKeyPageBelow(key: Key): Key | null {
    return this.#at(key, this.#shape.columns * this.#shape.rowsOnScreen) ?? this.#collection.getLastKey();
  }

  getKeyPageAbove(key: Key): Key | null {
    return this.#at(key, -this.#shape.columns * this.#shape.rowsOnScreen) ?? this.#collection.getFirstKey();
  }

  getFirstKey(key?: Key | null, isGlobal = false): Key | null {
    const index = this.#collection.indexOf(key ?? null);
    if (index === null || isGlobal || this.#shape.columns === 1) return this.#collection.getFirstKey();
    return this.#collection.keyAt(index - (index % this.#shape.columns));
  }

  getLastKey(key?: Key | null, isGlobal = false): Key | null {
    const index = this.#collection.indexOf(key ?? null);
    if (index === null || isGlobal || this.#shape.columns === 1) return this.#collection.getLastKey();
    const endOfRow = index - (index % this.#shape.columns) + this.#shape.columns - 1;
    return this.#collection.keyAt(Math.min(endOfRow, this.#collection.size - 1));
  }

  #at(key: Key, distance: number): Key | null {
    const index = this.#collection.indexOf(key);
    return index === null ? null : this.#collection.keyAt(index + distance);
  }

  /** A list has nothing beside a row. */
  #beside(key: Key, distance: number): Key | null {
    return this.#shape.columns === 1 ? null : this.#at(key, distance);
  }

  /** Down from the last but one row, where the last row is shorter: its last tile. */
  #lastBelow(key: Key): Key | null {
    const index = this.#collection.indexOf(key);
    if (index === null) return null;
    const row = Math.floor(index / this.#shape.columns);
    const lastRow = Math.floor((this.#collection.size - 1) / this.#shape.columns);
    return row < lastRow ? this.#collection.getLastKey() : null;
  }
}
