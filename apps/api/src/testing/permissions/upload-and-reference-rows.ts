import { type Asker, type Case, content, none, one, type Rows, type Verdict } from './row.ts';

const isLinking = ({ role, scopes }: Asker) =>
  role !== 'operator' && role !== 'viewer' && (scopes === null || scopes.includes('references'));
const isOwn = (_: Asker, { whose }: Case): Verdict => (whose === 'own' ? 'y' : 'o');

export const uploadAndReferenceRows = {
  'uploads.get': { thing: 'upload', action: 'upload.read', input: one('upload') },
  'uploads.list': {
    thing: 'upload',
    first: 'upload.list',
    action: null,
    leavesOut: true,
    expect: isOwn,
    input: none,
  },
  'uploads.abort': { thing: 'upload', action: 'upload.read', input: one('upload') },
  'uploads.begin': {
    thing: 'collection',
    first: 'media.upload',
    action: 'collection.change',
    input: ({ collection }) => ({ filename: 'a.png', sizeBytes: 1, fields: { collection } }),
  },
  'uploads.signParts': {
    thing: 'upload',
    action: 'upload.read',
    input: ({ upload }) => ({ id: upload, partNumbers: [1] }),
  },
  'uploads.complete': { thing: 'upload', action: 'upload.read', input: one('upload') },
  'uploads.keepBoth': { thing: 'upload', first: 'media.upload', action: 'upload.read', input: one('upload') },
  'uploads.importFromUrl': {
    thing: 'collection',
    first: 'media.upload',
    action: 'collection.change',
    input: ({ collection }) => ({ url: 'https://example.org/a.png', fields: { collection } }),
  },

  'references.sync': {
    thing: 'media',
    first: 'reference.change',
    action: 'media.read',
    trash: 'gone',
    input: (ids) => ({ content: content(ids), references: [{ mediaId: ids.media, fieldPath: '' }] }),
  },
  'references.add': {
    thing: 'media',
    first: 'reference.change',
    action: 'media.read',
    trash: 'gone',
    input: (ids) => ({ content: content(ids), mediaId: ids.media }),
  },
  // Removing what is not there succeeds, and says nothing of whether the file is.
  'references.remove': {
    thing: null,
    action: 'reference.release',
    input: (ids) => ({ content: content(ids), mediaId: ids.media }),
  },
  'references.removeContent': { thing: null, action: 'reference.release', input: content },
  'references.listByMedia': {
    thing: 'media',
    action: 'media.read',
    input: ({ media }) => ({ mediaId: media }),
  },
  'references.listByContent': { thing: null, action: 'library.read', input: content },
  // There is no such content: whoever may keep what it shows is told that.
  'references.registerSnapshot': {
    thing: null,
    action: null,
    expect: (asker) => (isLinking(asker) ? 'n' : 'd'),
    input: (ids) => ({ content: content(ids), name: 'v1' }),
  },
  'references.releaseSnapshot': {
    thing: null,
    action: 'reference.release',
    input: (ids) => ({ content: content(ids), name: 'v1' }),
  },
  'references.verify': {
    thing: null,
    action: 'reference.verify',
    input: ({ unique }) => ({ type: unique, present: [], asOf: '2026-01-01T00:00:00.000Z', repair: true }),
  },
  'references.atTime': {
    thing: null,
    action: 'library.read',
    input: (ids) => ({ ...content(ids), at: '2026-01-01T00:00:00.000Z' }),
  },
} satisfies Rows;
