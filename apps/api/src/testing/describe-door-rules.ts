import { createMediaClient } from '@vitrine/client';
import { type MediaId, NamespaceId, type NamespaceSettingsChange, type Role } from '@vitrine/schema';
import { describe, expect, test } from 'vitest';
import { drawNoise } from '../processing/draw-fixtures.ts';
import type { SendThrough } from './describe-door.ts';
import type { HttpTestServer, TestServerSite } from './start-test-server.ts';

const textOf = (text: string) => new Uint8Array(Buffer.from(text));
const words = () => textOf(`words ${Math.random()}`);
const text = (fields?: Record<string, string>) => ({
  filename: 'notes.txt',
  bytes: words(),
  ...(fields && { fields }),
});
const picture = async () => new Uint8Array(await (await drawNoise(300, 200)).png().toBuffer());

/** What a namespace has set, and what an upload asks for, holds at every door alike. */
export function describeDoorRules(
  name: string,
  server: Pick<HttpTestServer, 'addSite' | 'origin' | 'db'>,
  send: SendThrough,
): void {
  const set = (site: TestServerSite, settings: NamespaceSettingsChange) =>
    site.client.namespaces.update.mutate({ id: NamespaceId.parse(site.namespaceId), settings });

  /** The site as somebody else sees it. */
  async function as(site: TestServerSite, role: Role): Promise<TestServerSite> {
    const key = await site.signIn(role);
    const token = key.authorization.replace('Bearer ', '');
    const expiresAt = new Date(Date.now() + 600_000).toISOString();
    const client = createMediaClient({
      endpoint: server.origin,
      getToken: async () => ({ token, expiresAt }),
    });
    return { ...site, key, client };
  }

  async function sent(site: TestServerSite, file: Parameters<SendThrough>[1], by = site) {
    const verdict = await send(by, file);
    if ('code' in verdict) throw new Error(`Refused: ${verdict.code}`);
    return site.client.media.get.query({ id: verdict.mediaId as MediaId });
  }

  describe(`by the door ${name}`, () => {
    test('a namespace takes the kinds and sizes that it has set, and gives its own level', async () => {
      const site = await server.addSite({ level: 'staff' });
      await set(site, { limits: { allowedKinds: ['image'] } });
      expect(await send(site, text())).toEqual({ code: 'upload.mime-refused' });
      const taken = await sent(site, { filename: 'lake.png', bytes: await picture() });
      expect(taken).toMatchObject({ kind: 'image', accessLevel: 'staff', reviewStatus: 'approved' });
      await set(site, { limits: { allowedKinds: null, maxFileBytes: 1000 } });
      expect(await send(site, { filename: 'long.txt', bytes: textOf('a'.repeat(1001)) })).toEqual({
        code: 'upload.too-large',
      });
    });

    test('what waits for an approval waits, whatever the key of the token could', async () => {
      const site = await server.addSite();
      await set(site, { review: { of: 'contributors' } });
      const [contributor, editor] = [await as(site, 'contributor'), await as(site, 'editor')];
      expect(await sent(site, text(), contributor)).toMatchObject({ reviewStatus: 'pending' });
      expect(await sent(site, text(), editor)).toMatchObject({ reviewStatus: 'approved' });
      await set(site, { review: { of: 'everybody' } });
      expect(await sent(site, text(), editor)).toMatchObject({ reviewStatus: 'pending' });
    });

    test('a new version of a file goes through where the file may be changed, and is of its kind', async () => {
      const site = await server.addSite();
      const [contributor, other] = [await as(site, 'contributor'), await as(site, 'contributor')];
      const { id } = await sent(site, text({ title: 'Mine' }), contributor);
      const again = await sent(site, text({ replaces: id, note: 'Better' }), contributor);
      expect(again).toMatchObject({ id, title: 'Mine', version: 2 });
      const image = { filename: 'lake.png', bytes: await picture(), fields: { replaces: id } };
      expect(await send(contributor, image)).toEqual({ code: 'upload.mime-refused' });
      expect(await send(other, text({ replaces: id }))).toEqual({ code: 'auth.denied' });
      await site.client.media.update.mutate({ id, accessLevel: 'private' });
      expect(await send(other, text({ replaces: id }))).toEqual({ code: 'not-found' });
      // Approved, and theirs would have to be: nobody slips other bytes under an approval.
      await set(site, { review: { of: 'contributors' } });
      expect(await send(contributor, text({ replaces: id }))).toEqual({ code: 'auth.denied' });
      expect(await site.client.media.versions.list.query({ id })).toHaveLength(2);
    });

    test('an upload for a while is one, until the same bytes come to stay', async () => {
      const site = await server.addSite();
      const file = text({ temporary: 'true' });
      const first = await sent(site, file);
      expect(first.temporaryUntil).not.toBeNull();
      const { fields: _, ...lasting } = file;
      expect(await sent(site, lasting)).toMatchObject({ id: first.id, temporaryUntil: null });
    });
  });
}
