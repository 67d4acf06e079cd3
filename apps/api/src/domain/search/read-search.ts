import {
  type AccessLevel,
  type ColorName,
  type MediaKind,
  type MediaRights,
  type Orientation,
  parseSearchQuery,
  type ReviewStatus,
  type SearchLeaf,
  type SearchNode,
  type SearchProblem,
} from '@vitrine/schema';
import type { Bounds, Condition, FileCondition } from '../../search-index/media-filter.ts';
import { NOTHING } from '../../search-index/media-filter.ts';
import { positivePart, type TextNode } from '../../search-index/text-query.ts';
import type { Named, NamingField } from './find-named.ts';
import { textOf } from './read-text.ts';
import { resolveDates } from './resolve-dates.ts';

/** What the words of a search stand for, where the text alone does not say it. */
export interface SearchContext {
  named: Named;
  /** The tag itself and those below it. */
  tagsBelow: ReadonlyMap<string, readonly string[]>;
  /** Collections, smart ones among them. */
  inCollections(ids: readonly string[]): Condition;
  now: Date;
  timeZone: string;
  userId: string | null;
}

export interface ReadSearch {
  conditions: Condition[];
  text: TextNode | null;
  problems: SearchProblem[];
}

/**
 * Turns what somebody typed into conditions on files. Where something was typed and nothing of it can be searched for,
 * nothing is found: bulk work on "all that match" must not mean all.
 */
export function readSearch(typed: string, context: SearchContext): ReadSearch {
  const { root, terms, problems } = parseSearchQuery(typed);
  const unknown = terms.flatMap(({ leaf, from, to }) => {
    const message = describeUnknown(leaf, context);
    return message ? [{ from, to, message }] : [];
  });
  const text = root && textOf(root);
  const conditions = root ? splitAll(root).map((node) => readNode(node, context)) : [];
  return {
    conditions: typed.trim() !== '' && conditions.length === 0 ? [NOTHING] : joinTexts(conditions),
    text: text && positivePart(text),
    problems: [...problems, ...unknown],
  };
}

const splitAll = (node: SearchNode): readonly SearchNode[] => (node.type === 'and' ? node.nodes : [node]);

/** Words side by side are one question to the index. */
function joinTexts(conditions: readonly Condition[]): Condition[] {
  const texts = conditions.flatMap((condition) => (condition.type === 'text' ? [condition.text] : []));
  const rest = conditions.filter((condition) => condition.type !== 'text');
  const [only] = texts;
  if (!only) return rest;
  return [{ type: 'text', text: texts.length === 1 ? only : { type: 'and', nodes: texts } }, ...rest];
}

function readNode(node: SearchNode, context: SearchContext): Condition {
  switch (node.type) {
    case 'and':
    case 'or': {
      const conditions = node.nodes.map((part) => readNode(part, context));
      const texts = conditions.flatMap((part) => (part.type === 'text' ? [part.text] : []));
      if (texts.length === conditions.length)
        return { type: 'text', text: { type: node.type, nodes: texts } };
      return { type: node.type, conditions };
    }
    case 'not': {
      const condition = readNode(node.node, context);
      return condition.type === 'text'
        ? { type: 'text', text: { type: 'not', node: condition.text } }
        : { type: 'not', condition };
    }
    default:
      return readLeaf(node, context);
  }
}

function readLeaf(leaf: SearchLeaf, context: SearchContext): Condition {
  switch (leaf.type) {
    case 'word':
    case 'phrase': {
      const text = textOf(leaf);
      return text ? { type: 'text', text } : { type: 'and', conditions: [] };
    }
    case 'number':
      return readNumber(leaf.field, leaf.range);
    case 'date': {
      const column = { uploaded: 'createdAt', modified: 'updatedAt', taken: 'takenAt' } as const;
      const moments = resolveDates(leaf.range, context.now, context.timeZone);
      return file({ [column[leaf.field]]: moments });
    }
    case 'choice':
      return readChoice(leaf, context);
  }
}

const file = (condition: FileCondition): Condition => ({ type: 'file', file: condition });

/** A ratio is met by what looks like it: pixels are whole. */
const SAME_ASPECT = 0.01;

function readNumber(
  field: Extract<SearchLeaf, { type: 'number' }>['field'],
  range: Bounds<number>,
): Condition {
  const { min, max } = range;
  if (field === 'aspect') {
    const isOne = min !== undefined && min === max;
    return file({
      aspectRatio: isOne ? { min: min * (1 - SAME_ASPECT), max: min * (1 + SAME_ASPECT) } : range,
    });
  }
  const columns = {
    size: 'sizeBytes',
    width: 'width',
    height: 'height',
    duration: 'durationSeconds',
  } as const;
  return file({ [columns[field]]: range });
}

const isYes = (values: readonly string[], yes: string) => values.includes(yes);

function readChoice(
  { field, values }: Extract<SearchLeaf, { type: 'choice' }>,
  context: SearchContext,
): Condition {
  // Both answers are no condition.
  const either = (yes: string, no: string, condition: (is: boolean) => FileCondition): Condition =>
    isYes(values, yes) && isYes(values, no)
      ? { type: 'and', conditions: [] }
      : file(condition(isYes(values, yes)));
  switch (field) {
    case 'type':
      return file({ kinds: values as MediaKind[] });
    case 'mime':
      return file({
        mimeTypes: values.map((value) => (value.includes('/') ? value : `${value}/*`).toLowerCase()),
      });
    case 'tag':
      return readNamed('tag', values, context, (ids) =>
        file({ tagSets: [ids.flatMap((id) => context.tagsBelow.get(id) ?? [id])] }),
      );
    case 'in':
      return readNamed('in', values, context, context.inCollections);
    case 'by':
      return readNamed('by', values, context, (ids) => file({ uploadedBy: ids }));
    case 'orientation':
      return file({ orientations: values as Orientation[] });
    case 'color':
      return file({ colors: values as ColorName[] });
    case 'rights':
      return { type: 'or', conditions: values.map((rights) => file({ rights: rights as MediaRights })) };
    case 'review':
      return file({ reviewStatus: values as ReviewStatus[] });
    case 'level':
      return file({ accessLevels: values as AccessLevel[] });
    case 'used':
      return either('yes', 'no', (isUsed) => ({ isUsed }));
    case 'alt':
      return either('present', 'missing', (hasAlt) => ({ hasAlt }));
    case 'license':
      return either('present', 'missing', (hasLicense) => ({ hasLicense }));
    case 'damaged':
      return either('yes', 'no', (isDamaged) => ({ isDamaged }));
    case 'analyzed':
      return either('yes', 'no', (isAnalyzed) => ({ isAnalyzed }));
    case 'duplicates':
      return either('yes', 'no', (hasNearDuplicates) => ({ hasNearDuplicates }));
  }
}

/** A word in the place of a name: `tag:none`, `in:none`, `by:me`. */
const special: Partial<Record<NamingField, Readonly<Record<string, (context: SearchContext) => Condition>>>> =
  {
    tag: { none: () => file({ hasTags: false }) },
    in: { none: () => file({ isInCollection: false }) },
    by: { me: ({ userId }) => (userId ? file({ uploadedBy: [userId] }) : NOTHING) },
  };

function readNamed(
  field: NamingField,
  names: readonly string[],
  context: SearchContext,
  write: (ids: readonly string[]) => Condition,
): Condition {
  const ids = names.flatMap((name) => context.named.idsOf(field, name));
  const conditions = names.flatMap((name) => specialOf(field, name)?.(context) ?? []);
  if (ids.length > 0) conditions.push(write(ids));
  const [only] = conditions;
  return conditions.length === 1 && only ? only : { type: 'or', conditions };
}

const specialOf = (field: NamingField, name: string) => special[field]?.[name.toLowerCase()];

const things: Readonly<Record<NamingField, string>> = {
  tag: 'There is no tag',
  in: 'There is no collection',
  by: 'Nobody here is called',
};

function describeUnknown(leaf: SearchLeaf, { named }: SearchContext): string | null {
  if (leaf.type !== 'choice') return null;
  const thing = things[leaf.field as NamingField];
  if (!thing) return null;
  const field = leaf.field as NamingField;
  const unknown = leaf.values.find(
    (name) => named.idsOf(field, name).length === 0 && !specialOf(field, name),
  );
  return unknown === undefined ? null : `${thing} “${unknown}”.`;
}
