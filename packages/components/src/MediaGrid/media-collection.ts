import type { MediaFile, MediaId } from '@vitrine/schema';
import type { Collection, Key, Node } from 'react-stately';

/** React Aria's view of an array, without making a node before it is asked for: ten thousand files cost one map. */
export class MediaCollection implements Collection<Node<MediaFile>> {
  readonly files: readonly MediaFile[];
  readonly #indexes: ReadonlyMap<Key, number>;
  readonly #nodes: Node<MediaFile>[] = [];

  constructor(files: readonly MediaFile[]) {
    this.files = files;
    this.#indexes = new Map(files.map((file, index) => [file.id, index]));
  }

  get size(): number {
    return this.files.length;
  }

  indexOf(key: Key | null): number | null {
    return key === null ? null : (this.#indexes.get(key) ?? null);
  }

  fileOf(key: Key | null): MediaFile | null {
    const index = this.indexOf(key);
    return index === null ? null : (this.files[index] ?? null);
  }

  keyAt(index: number): MediaId | null {
    return this.files[index]?.id ?? null;
  }

  at(index: number): Node<MediaFile> | null {
    const file = this.files[index];
    if (!file) return null;
    this.#nodes[index] ??= {
      type: 'item',
      key: file.id,
      value: file,
      level: 0,
      hasChildNodes: false,
      childNodes: [],
      rendered: null,
      textValue: file.title,
      index,
      prevKey: this.keyAt(index - 1),
      nextKey: this.keyAt(index + 1),
      parentKey: null,
      props: {},
    };
    return this.#nodes[index] ?? null;
  }

  getItem(key: Key): Node<MediaFile> | null {
    const index = this.indexOf(key);
    return index === null ? null : this.at(index);
  }

  getKeys(): IterableIterator<Key> {
    return this.files.map((file) => file.id).values();
  }

  *[Symbol.iterator](): IterableIterator<Node<MediaFile>> {
    for (let index = 0; index < this.files.length; index += 1) {
      const node = this.at(index);
      if (node) yield node;
    }
  }

  getKeyBefore(key: Key): Key | null {
    const index = this.indexOf(key);
    return index === null ? null : this.keyAt(index - 1);
  }

  getKeyAfter(key: Key): Key | null {
    const index = this.indexOf(key);
    return index === null ? null : this.keyAt(index + 1);
  }

  getFirstKey(): Key | null {
    return this.keyAt(0);
  }

  getLastKey(): Key | null {
    return this.keyAt(this.files.length - 1);
  }

  getChildren(): Iterable<Node<MediaFile>> {
    return [];
  }
}
