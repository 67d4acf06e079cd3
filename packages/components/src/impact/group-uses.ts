import type { ContentState, ImpactEffect, MediaImpact } from '@vitrine/schema';

type Content = MediaImpact['content'][number];
export type ImpactField = Content['fields'][number];

export interface UsePlace {
  locale: string;
  state: ContentState;
  fields: readonly ImpactField[];
  /** What becomes of it at worst. */
  effect: ImpactEffect;
}

/** One piece of content with all of its languages and states. */
export interface UsePage {
  key: string;
  type: string;
  title: string;
  url: string | null;
  places: readonly UsePlace[];
}

const worst: readonly ImpactEffect[] = ['refuses', 'breaks', 'changes', 'stays'];

/** Content by content, each once, in the order of the impact: what is published comes first. */
export function groupUses(content: readonly Content[]): UsePage[] {
  const pages = new Map<string, UsePage & { places: UsePlace[] }>();
  for (const item of content) {
    const key = `${item.contentType} ${item.contentId}`;
    const page = pages.get(key) ?? {
      key,
      type: item.contentType,
      title: item.title,
      url: item.url,
      places: [],
    };
    pages.set(key, { ...page, title: page.title || item.title, url: page.url ?? item.url });
    page.places.push({
      locale: item.locale,
      state: item.state,
      fields: item.fields,
      effect: worst.find((effect) => item.fields.some((field) => field.effect === effect)) ?? 'stays',
    });
  }
  return [...pages.values()];
}
