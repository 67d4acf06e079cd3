import { randomUUID } from 'node:crypto';
import type { MediaClient } from '@vitrine/client';
import { type MediaFile, type MediaValue, widgets } from '@vitrine/schema';
import type { Pool } from 'pg';
import type { PageInput } from './page.ts';
import { listPages } from './page-store.ts';
import { savePage } from './save-page.ts';

function toValue(media: MediaFile): MediaValue {
  const alt = Object.values(media.alt)[0];
  return { mediaId: media.id, ...(alt ? { alt } : { decorative: true }) };
}

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });

/** Writes two pages that show every widget, with the pictures that the namespace has. */
export async function seedPages(pool: Pool, vitrine: MediaClient): Promise<void> {
  if ((await listPages(pool)).length > 0) return;
  const { items } = await vitrine.media.list.query({ kinds: ['image'], sort: 'title', limit: 12 });
  const values = items.map(toValue);
  const [lead, second, ...others] = values;
  if (!lead || !second) return;

  const story: PageInput = {
    title: 'Walking the high lakes',
    state: 'published',
    featuredImage: lead,
    blocks: [
      {
        id: randomUUID(),
        type: 'news',
        config: {
          ...widgets.news.initial,
          title: 'The lake that freezes from below',
          summary:
            'Each January the springs under the lake build towers of ice. A week with those who measure them.',
          body: {
            type: 'doc',
            content: [
              paragraph(
                'Before dawn the shore is the only dark thing. They walk it with a lamp and a bag of brass weights.',
              ),
              paragraph('By noon the first tower has broken the surface, no taller than a hand.'),
            ],
          },
          date: '2026-01-21',
          featuredImage: second,
          imagePosition: 'beside',
        },
      },
      {
        id: randomUUID(),
        type: 'image',
        config: {
          ...widgets.image.initial,
          picture: { source: 'library', image: lead },
          caption: 'Morning, from the eastern shore',
        },
      },
    ],
  };
  const gallery: PageInput = {
    title: 'Summer issue',
    state: 'draft',
    featuredImage: null,
    blocks: [
      {
        id: randomUUID(),
        type: 'gallery',
        config: { ...widgets.gallery.initial, items: others.slice(0, 8) },
      },
    ],
  };
  await savePage(pool, vitrine, randomUUID(), story);
  await savePage(pool, vitrine, randomUUID(), gallery);
}
