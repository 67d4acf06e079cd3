import { mediaField, WidgetType, widgets } from '@vitrine/schema';
import * as z from 'zod';

/** What the page's picture has to be: the same rule for the editor's field, for this server and for its types. */
const featuredImageField = mediaField({ kind: 'image', aspect: '16:9', alt: 'required' });

/** Known by a stable id and not by its position, so that moving a block changes no reference. */
const Block = z
  .strictObject({ id: z.uuid(), type: WidgetType, config: z.unknown() })
  .superRefine((block, context) => {
    const checked = widgets[block.type].schema.safeParse(block.config);
    if (checked.success) return;
    for (const issue of checked.error.issues) {
      context.addIssue({ code: 'custom', message: issue.message, path: ['config', ...issue.path] });
    }
  });

export const PageInput = z.strictObject({
  title: z.string().trim().min(1, 'Give the page a title.').max(200),
  state: z.enum(['draft', 'published']),
  featuredImage: featuredImageField.schema,
  blocks: z.array(Block).max(200),
});
export type PageInput = z.infer<typeof PageInput>;

export interface Page extends PageInput {
  id: string;
  updatedAt: string;
}

/** What the list of pages shows. */
export type PageSummary = Pick<Page, 'id' | 'title' | 'state' | 'updatedAt'>;
