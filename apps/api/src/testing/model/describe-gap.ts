import type { Outcome } from './command.ts';

/** What was answered, or what is there, can not be. */
export class Implausible extends Error {
  override name = 'Implausible';
}

export const tell = (name: string, details: unknown, outcome: Outcome): string =>
  `${name} ${JSON.stringify(details)} -> ${JSON.stringify(outcome)}`;

/** What was done, batch by batch, with short names for ids. */
export const tellAll = (story: readonly string[]): string =>
  shorten(story.map((batch, n) => `[${n + 1}] ${batch}`).join('\n'));

/**
 * Why the last batch can not be: its answers contradict each other, or what is there is not what they say.
 * @param closest what an order that explains all answers would have led to.
 */
export function describeGap(story: readonly string[], closest: string | null, there: string): string {
  if (closest === null)
    return shorten(`No order of the last batch gives these answers.\n${tellAll(story)}\n${there}`);
  const [should, is] = [closest.split('\n'), there.split('\n')];
  const lines = [
    ...should.filter((line) => !is.includes(line)).map((line) => `should ${line.trim()}`),
    ...is.filter((line) => !should.includes(line)).map((line) => `is     ${line.trim()}`),
  ];
  return shorten(
    `No order of the last batch explains what is there.\n${tellAll(story)}\n${lines.join('\n')}\n${there}`,
  );
}

/** Ids as they appear: #1, #2 … */
function shorten(text: string): string {
  const names = new Map<string, string>();
  return text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
    const name = names.get(id) ?? `#${names.size + 1}`;
    names.set(id, name);
    return name;
  });
}
