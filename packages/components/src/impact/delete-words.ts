import type { Format } from '../i18n/use-format.ts';
import type { WorkMessages } from '../i18n/use-work-messages.ts';
import { countOf, knownOf, type WorkTarget } from '../work/work-target.ts';
import type { FileImpact, ImpactOf } from './use-impact.ts';

/** The question before files go to the trash, or why they can not. */
export function deleteWords(
  target: WorkTarget,
  impact: ImpactOf & { held: readonly FileImpact[] },
  m: WorkMessages,
  format: Format,
): { title: string; text: string } {
  const total = countOf(target);
  const all = format.number(total);
  const { held } = impact;
  const name = knownOf(target)[0]?.title ?? '';
  if (held.length === 0) {
    const text = impact.isTooMany ? m.impactMany : impact.error === null ? m.deleteText : m.impactFailed;
    return { title: m.deleteTitle(total, total === 1 ? name : all), text };
  }
  if (total === 1) {
    const pages = held[0]?.impact.contentCount ?? 0;
    return { title: m.inUseTitle(name), text: m.inUseText(pages, format.number(pages)) };
  }
  const isAll = held.length === (impact.files?.length ?? total);
  const title = isAll ? m.impactAllStay(all) : m.impactStay(held.length, format.number(held.length), all);
  return { title, text: m.impactStayText };
}
