import type { Transaction } from '../../db/transaction.ts';
import type { Scope } from '../scope.ts';
import type { VersionFacts } from '../uploads/record-media.ts';

export interface NewVersion {
  id: string;
  mediaId: string;
  /** From 1. */
  number: number;
  blobId: string;
  originalFilename: string;
  note?: string | undefined;
  facts: VersionFacts;
  at: Date;
}

/** Writes the row of a version. What makes it the current one is the caller's. */
export async function recordVersion(tx: Transaction, scope: Scope, version: NewVersion): Promise<void> {
  const { facts: given, note = '', at, ...row } = version;
  const { metadata, privateMetadata, palette, ...facts } = given;
  await tx.mediaVersion.create({
    data: {
      ...row,
      ...facts,
      metadata: plainJson(metadata),
      privateMetadata: plainJson(privateMetadata),
      palette: plainJson(palette ?? []),
      namespaceId: scope.namespace.id,
      note,
      createdBy: scope.actor.userId,
      createdAt: at,
    },
  });
}

/** What a decoder read may hold dates, bytes and NULs; a jsonb column takes none of them. */
function plainJson(value: unknown) {
  return JSON.parse(JSON.stringify(value ?? {}).replaceAll('\\u0000', ''));
}
