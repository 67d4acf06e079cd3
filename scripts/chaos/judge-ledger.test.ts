import { expect, test } from 'vitest';
import type { ChaosClient } from './chaos-client.ts';
import { judgeLedgers } from './judge-ledger.ts';
import { type OwnFile, openLedger } from './ledger.ts';
import { openTally } from './tally.ts';

const file: OwnFile = {
  id: 'm1',
  title: 'c0-o1',
  kind: 'document',
  life: ['live'],
  versions: [['h1']],
  caption: ['said'],
  tags: [[]],
  collections: [[]],
  review: ['approved'],
  standIn: [null],
  isHeld: false,
};
const row = {
  id: 'm1',
  title: 'c0-o1',
  state: 'live',
  caption: 'said',
  review_status: 'approved',
  replaced_by: null,
  versions: ['h1'],
  tags: ['task-c0-o9'],
  collections: [],
};
const use = { id: 'page-0-1', use: 'm1 /f0' };

/** The problems that are found where the database answers these rows. */
async function judge(
  rows: object[],
  {
    uses = [use],
    file: kept = file,
    isLater = false,
  }: { uses?: object[]; file?: OwnFile; isLater?: boolean } = {},
): Promise<string[]> {
  const ledger = openLedger();
  ledger.files.set(kept.id, kept);
  ledger.contents.set('page-0-1', [['m1 /f0']]);
  ledger.uploads.push({ title: kept.title, mediaId: 'm1', isAcknowledged: true, isDuplicate: false });
  ledger.uploads.push({ title: 'c0-o2', mediaId: null, isAcknowledged: false, isDuplicate: false });
  const tally = openTally();
  const db = { query: async (text: string) => ({ rows: text.includes('from reference') ? uses : rows }) };
  await judgeLedgers(db as never, [{ number: 0, ledger, tally } as unknown as ChaosClient], { isLater });
  return tally.problems;
}

test('rows that say what the client was told are right', async () => {
  expect(await judge([row])).toEqual([]);
  // One whose answer was lost may be there.
  expect(await judge([row, { ...row, id: 'm2', title: 'c0-o2' }])).toEqual([]);
});

test.each([
  ['a file that is gone', [], 'has no row'],
  ['one in the trash that nobody put there', [{ ...row, state: 'trashed' }], 'is trashed'],
  ['a version that was lost', [{ ...row, versions: [] }], 'has versions'],
  ['words that were lost', [{ ...row, caption: '' }], 'has caption'],
  ['a tag that nobody gave', [{ ...row, tags: ['tag-1'] }], 'has tags'],
  ['an upload that was done twice', [row, { ...row, id: 'm2' }], 'has 2 files'],
  [
    'one of unknown end that was done twice',
    [row, ...[2, 3].map((n) => ({ ...row, id: `m${n}`, title: 'c0-o2' }))],
    'has 2 files',
  ],
])('%s is found', async (_, rows, told) => {
  expect((await judge(rows)).join()).toContain(told);
});

test('a use that was lost is found', async () => {
  expect((await judge([row], { uses: [] })).join()).toContain('page-0-1 uses []');
});

test('months later the trash may be empty, but for what content uses', async () => {
  const trashed: OwnFile = { ...file, life: ['trashed'] };
  const purged = { ...row, state: 'purged', title: 'Purged' };
  expect((await judge([purged], { file: trashed })).join()).toContain('is purged');
  expect((await judge([purged], { file: trashed, isLater: true })).join()).toContain(
    'though content uses it',
  );
});
