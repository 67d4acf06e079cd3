import { wholeReadBytes } from '../../storage/storage-driver.ts';
import type { Services } from '../scope.ts';
import type { DeliverableObject } from './find-deliverable.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface HotCache {
  /** The whole object, from memory where it was sent lately. @throws MediaError 'not-found', 'storage.unavailable'. */
  read(object: DeliverableObject): Promise<Bytes>;
  /** The whole object where it is in memory now. */
  peek(object: DeliverableObject): Bytes | undefined;
}

/**
 * Keeps small objects that are asked for again and again. Keys are never written twice, so nothing in here can be
 * stale; what was sent longest ago makes room.
 * @param maxBytes of all objects together.
 */
export function createHotCache({ storage }: Pick<Services, 'storage'>, maxBytes: number): HotCache {
  const objects = new Map<string, Bytes>();
  let heldBytes = 0;

  function keep(key: string, bytes: Bytes): void {
    if (bytes.byteLength > Math.min(wholeReadBytes, maxBytes) || objects.has(key)) return;
    objects.set(key, bytes);
    heldBytes += bytes.byteLength;
    for (const [oldest, old] of objects) {
      if (heldBytes <= maxBytes) break;
      objects.delete(oldest);
      heldBytes -= old.byteLength;
    }
  }

  function peek({ key }: DeliverableObject): Bytes | undefined {
    const held = objects.get(key);
    if (!held) return undefined;
    objects.delete(key);
    objects.set(key, held);
    return held;
  }

  return {
    peek,
    async read(object) {
      const held = peek(object);
      if (held) return held;
      const { key } = object;
      const { body } = await storage.read(key);
      const bytes =
        body instanceof Uint8Array ? body : new Uint8Array(await new Response(body).arrayBuffer());
      keep(key, bytes);
      return bytes;
    },
  };
}
