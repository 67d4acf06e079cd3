import { AccessLevel, KeyScope, Role } from '@vitrine/schema';
import { type Action, actions, can } from '../../domain/identity/can.ts';
import { expectedVerdict, permissionMatrix } from './permission-matrix.ts';
import { casesOf } from './permission-world.ts';
import type { Asker, Case, Row } from './row.ts';

const me = '01900000-0000-7000-8000-000000000001';
const askers: Asker[] = [...Role.options, 'operator' as const].map((role) => ({ role, scopes: null }));
const actorOf = ({ role, scopes }: Asker) => ({
  kind: role === 'operator' ? ('operator' as const) : ('user' as const),
  role: role === 'operator' ? null : role,
  scopes,
  userId: me as never,
});

const line = (...cells: string[]) => `| ${cells.join(' | ')} |`;
const head = (...cells: string[]) => [line(...cells), line(...cells.map(() => '---'))];

function describeActions(): string[] {
  const cell = (asker: Asker, action: Action) => {
    const may = (ownerId: string) => can(actorOf(asker), action, { ownerId, accessLevel: 'public' });
    return may('somebody') ? 'yes' : may(me) ? 'own' : '–';
  };
  const scopes = (action: Action) =>
    KeyScope.options.filter((scope) =>
      (['admin', 'operator'] as const).some((role) =>
        can(actorOf({ role, scopes: [scope] }), action, { ownerId: me, accessLevel: 'public' }),
      ),
    );
  return [
    ...head('Action', ...askers.map(({ role }) => role), 'scopes of a key that open it'),
    ...actions.map((action) =>
      line(`\`${action}\``, ...askers.map((asker) => cell(asker, action)), scopes(action).join(', ')),
    ),
  ];
}

function describeLevels(): string[] {
  const sees = (asker: Asker | null, accessLevel: AccessLevel, ownerId: string, isTrashed: boolean) =>
    can(asker && actorOf(asker), 'media.read', { accessLevel, ownerId, isTrashed }) ? 'yes' : '–';
  const roles = askers.filter(({ role }) => role !== 'operator');
  const rows = (isTrashed: boolean) =>
    AccessLevel.options.map((level) =>
      line(
        isTrashed ? `${level}, in the trash` : level,
        sees(null, level, 'somebody', isTrashed),
        ...roles.map((asker) => sees(asker, level, 'somebody', isTrashed)),
        sees({ role: 'viewer', scopes: null }, level, me, isTrashed),
        sees({ role: 'contributor', scopes: null }, level, me, isTrashed),
      ),
    );
  return [
    ...head(
      'Level',
      'anybody',
      ...roles.map(({ role }) => role),
      'uploader who is a viewer',
      'uploader who contributes',
    ),
    ...rows(false),
    ...rows(true),
  ];
}

const squeeze = (letters: string) => (new Set(letters).size === 1 ? letters.slice(0, 1) : letters);

/** `y · ddnn`: what is told of one's own, and of others' by level; one letter where all are the same. */
function cellOf(row: Row, asker: Asker): string {
  const cases = casesOf(row);
  const told = (fits: (at: Case) => boolean) =>
    squeeze(
      cases
        .filter(fits)
        .map((at) => expectedVerdict(row, asker, at))
        .join(''),
    );
  const own = told(({ whose, isTrashed }) => whose === 'own' && !isTrashed);
  const others = told(({ whose, isTrashed }) => whose === 'other' && !isTrashed);
  return others === '' || others === own ? own : `${own} · ${others}`;
}

/** The letters of the four roles, for the cases that fit at the public level. */
function lettersOf(row: Row, fits: (at: Case) => boolean): string {
  const at = casesOf(row).find((one) => one.level === 'public' && fits(one));
  if (!at) return '';
  return squeeze(
    askers
      .filter(({ role }) => role !== 'operator')
      .map((asker) => expectedVerdict(row, asker, at))
      .join(''),
  );
}

function describeProcedures(): string[] {
  const rows = Object.entries(permissionMatrix).flatMap(([path, row]) =>
    [row].flat().map((one) => ({ path, row: one })),
  );
  return [
    ...head(
      'Procedure',
      'of a',
      ...askers.map(({ role }) => role),
      'in the trash: own · others’',
      'another namespace’s',
    ),
    ...rows.map(({ path, row }) => {
      const trash = [
        lettersOf(row, ({ whose, isTrashed }) => isTrashed && whose === 'own'),
        lettersOf(row, ({ whose, isTrashed }) => isTrashed && whose === 'other'),
      ];
      return line(
        `\`${path}\``,
        row.thing ?? '–',
        ...askers.map((asker) => cellOf(row, asker)),
        trash.filter(Boolean).join(' · '),
        lettersOf(row, ({ whose }) => whose === 'foreign'),
      );
    }),
  ];
}

/** The text of docs/permissions.md: what the tests hold the server to. */
export function describePermissions(): string {
  return `${[
    '# Who may do what',
    '',
    'Written by `node --conditions=@vitrine/source scripts/describe-permissions.ts` out of the rules and of the matrix',
    'that the tests ask a running server: do not edit. Why it is so stands in [identity.md](identity.md).',
    '',
    '## Actions',
    '',
    'What a person may do is the least of what the key, the token and the membership say. “own” is what they uploaded,',
    'made or started. A key may be made for some scopes only; no scope named is all of them.',
    '',
    ...describeActions(),
    '',
    '## Levels',
    '',
    'Who sees a file, or a collection, of others. It holds in every list, count, search, event and file alike.',
    '',
    ...describeLevels(),
    '',
    '## Procedures',
    '',
    '`y` it is done; `d` denied (403, `auth.denied`); `n` it is not there (404, `not-found`); `g` it lies in the trash',
    '(410, `gone`); `o` the answer leaves it out. What somebody may not see is not there for them. `y · yynn` is one’s own,',
    'then others’ by level: public, members, staff, private. Columns without roles in their head list viewer, contributor,',
    'editor, admin. Without a credential every procedure answers 401.',
    '',
    ...describeProcedures(),
  ].join('\n')}\n`;
}
