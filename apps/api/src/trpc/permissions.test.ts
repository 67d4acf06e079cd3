import { readFile } from 'node:fs/promises';
import { createAccessToken } from '@vitrine/client';
import { KeyScope, Role } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { streamEvents } from '../domain/events/stream-events.ts';
import { authenticate } from '../domain/identity/authenticate.ts';
import { makeApiKey } from '../domain/identity/make-api-key.ts';
import { requireNamespace } from '../domain/scope.ts';
import { MediaError } from '../errors/media-error.ts';
import { callTrpc } from '../testing/call-trpc.ts';
import { openTestDomain, TEST_ORIGIN, type TestDomain, type TestSite } from '../testing/open-test-domain.ts';
import { describePermissions } from '../testing/permissions/describe-permissions.ts';
import { expectedVerdict, permissionMatrix } from '../testing/permissions/permission-matrix.ts';
import { addThings, casesOf, placeCase } from '../testing/permissions/permission-world.ts';
import {
  type Asker,
  type Case,
  type Ids,
  nameOfId,
  type Row,
  type Verdict,
} from '../testing/permissions/row.ts';
import { createTrpcHandler } from './create-trpc-handler.ts';

let domain: TestDomain;
let handle: ReturnType<typeof createTrpcHandler>;
beforeAll(async () => {
  domain = await openTestDomain();
  handle = createTrpcHandler(domain.services, { parseOutputs: true });
});
afterAll(() => domain[Symbol.asyncDispose]());

interface SignedIn {
  asker: Asker;
  authorization: string;
  userId: string | null;
}

async function signIn(site: TestSite, asker: Asker): Promise<SignedIn> {
  const { services } = domain;
  const { role, scopes } = asker;
  const name = `${role} ${scopes?.join(' ') ?? ''}`.trim();
  let authorization: string;
  if (role !== 'operator' && scopes === null) authorization = await site.signIn(role, name);
  else {
    const { key, ...kept } = await makeApiKey();
    const namespaceId = role === 'operator' ? null : site.namespaceId;
    await services.db.prisma.apiKey.create({
      data: { ...kept, namespaceId, name, role: 'admin', scopes: [...(scopes ?? [])] },
    });
    if (role === 'operator') return { asker, authorization: `Bearer ${key}`, userId: null };
    const user = { id: name, displayName: name };
    const { token } = await createAccessToken({ apiKey: key, audience: TEST_ORIGIN, user, role });
    authorization = `Bearer ${token}`;
  }
  const { actor } = await services.authenticator.identify(authorization);
  return { asker, authorization, userId: actor.userId };
}

const Failures = z.object({ failed: z.array(z.object({ code: z.string() })).min(1) });
// What the state of a thing refuses, the rules have let through.
const letters: Record<string, Verdict> = {
  'auth.denied': 'd',
  'not-found': 'n',
  gone: 'g',
  conflict: 'y',
  'media.in-use': 'y',
};

async function ask(path: string, row: Row, ids: Ids, { authorization }: SignedIn): Promise<string> {
  if (path === 'events.stream') return openStream(authorization);
  const { data, error } = await callTrpc(handle, { path, input: row.input(ids), authorization });
  const code = error?.code ?? Failures.safeParse(data).data?.failed[0]?.code;
  if (code !== undefined) return letters[code] ?? code;
  return isLeftOut(row, data, ids) ? 'o' : 'y';
}

function isLeftOut({ leavesOut, thing }: Row, data: unknown, ids: Ids): boolean {
  if (!leavesOut || !thing) return false;
  if (leavesOut === 'counted') return z.object({ fileCount: z.int() }).parse(data).fileCount === 0;
  return !JSON.stringify(data).includes(ids[nameOfId(thing)]);
}

/** A stream that its client leaves at once: what is told is whether it may begin. */
async function openStream(authorization: string): Promise<Verdict> {
  const { services } = domain;
  try {
    const scope = requireNamespace(await authenticate(services, { authorization, requestId: 'stream' }));
    const recheck = () => Promise.resolve(scope.actor);
    await streamEvents(scope, {}, { signal: AbortSignal.abort(), recheck }).next();
    return 'y';
  } catch (error) {
    if (error instanceof MediaError && error.code === 'auth.denied') return 'd';
    throw error;
  }
}

const isPlain = ({ whose, level, isTrashed }: Case) => whose !== 'other' && level === 'public' && !isTrashed;
/** Operators last: they may take the namespace away from the others. */
const askers: Asker[] = [
  ...Role.options.map((role) => ({ role, scopes: null })),
  ...KeyScope.options.map((scope) => ({ role: 'admin' as const, scopes: [scope] })),
  { role: 'operator', scopes: null },
];
const rows = Object.entries(permissionMatrix).flatMap(([path, row]) =>
  [row].flat().map((one, index) => ({ name: index === 0 ? path : `${path}, otherwise`, path, row: one })),
);

interface World {
  site: TestSite;
  foreign: TestSite;
  otherId: string;
  foreignId: string;
  signedIn: SignedIn[];
}

async function addWorld(): Promise<World> {
  const [site, foreign] = [await domain.addSite(), await domain.addSite()];
  const { actor: other } = await site.as('admin', 'somebody else');
  const { actor: stranger } = await foreign.as('admin', 'somebody');
  const signedIn = await Promise.all(askers.map((asker) => signIn(site, asker)));
  return { site, foreign, otherId: other.userId ?? '', foreignId: stranger.userId ?? '', signedIn };
}
/** Lists want to be short, and a namespace that calls change is of no use to others. */
const needsOwnWorld = (path: string, row: Row) => row.leavesOut || path.startsWith('namespaces.');
let shared: Promise<World> | undefined;

test.each(rows)('$name answers everybody as the matrix says', async ({ path, row }) => {
  shared ??= addWorld();
  const world = needsOwnWorld(path, row) ? await addWorld() : await shared;
  const who = {
    namespaceId: world.site.namespaceId,
    foreignNamespaceId: world.foreign.namespaceId,
    otherId: world.otherId,
    foreignId: world.foreignId,
  };
  const asked = world.signedIn.flatMap((signedIn) =>
    casesOf(row)
      .filter((at) => isFull(signedIn.asker) || isPlain(at))
      .map((at) => ({ signedIn, placed: placeCase(at, signedIn.userId, who) })),
  );
  await addThings(
    domain.services.db,
    row,
    asked.map(({ placed }) => placed),
    who.namespaceId,
  );
  const told: string[] = [];
  for (const isOperator of [false, true]) {
    const now = asked.filter(({ signedIn }) => (signedIn.asker.role === 'operator') === isOperator);
    const verdicts = now.map(({ signedIn, placed }) => ask(path, row, placed.ids, signedIn));
    for (const [index, verdict] of (await Promise.all(verdicts)).entries()) {
      const one = now[index];
      if (one) told.push(`${nameOf(one)}: ${verdict}`);
    }
  }
  expect(told).toEqual(
    asked.map((one) => `${nameOf(one)}: ${expectedVerdict(row, one.signedIn.asker, one.placed.at)}`),
  );
});

const isFull = ({ role, scopes }: Asker) => scopes === null && role !== 'operator';
function nameOf({ signedIn, placed }: { signedIn: SignedIn; placed: { at: Case } }): string {
  const { whose, level, isTrashed } = placed.at;
  const { role, scopes } = signedIn.asker;
  return `${role}${scopes ? ` for ${scopes.join(' and ')}` : ''}, ${whose} ${level}${isTrashed ? ' in the trash' : ''}`;
}

/** After a change on purpose: `node --conditions=@vitrine/source scripts/describe-permissions.ts` */
test('docs/permissions.md shows the matrix as it is', async () => {
  const file = new URL('../../../../docs/permissions.md', import.meta.url);
  expect(await readFile(file, 'utf8')).toBe(describePermissions());
});
