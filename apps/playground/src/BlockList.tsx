import { widgetEditors } from '@vitrine/components';
import type { WidgetType } from '@vitrine/schema';
import { type ComponentType, Suspense } from 'react';
import type { Block } from './host-api.ts';

interface EditorProps {
  config: unknown;
  onChange(config: unknown): void;
}

/** The server has checked each config by the schema of its type, so the pair always fits. */
function editorOf(type: WidgetType): ComponentType<EditorProps> {
  return widgetEditors[type].Editor as ComponentType<EditorProps>;
}

function moved(blocks: Block[], from: number, to: number): Block[] {
  const next = [...blocks];
  const [block] = next.splice(from, 1);
  if (block) next.splice(to, 0, block);
  return next;
}

export function BlockList({ blocks, onChange }: { blocks: Block[]; onChange(blocks: Block[]): void }) {
  return (
    <ol className="site-blocks">
      {blocks.map((block, index) => {
        const Editor = editorOf(block.type);
        return (
          <li key={block.id} className="site-block">
            <div className="site-block-head">
              <h2>{block.type}</h2>
              <button
                type="button"
                className="site-button"
                disabled={index === 0}
                aria-label={`Move ${block.type} up`}
                onClick={() => onChange(moved(blocks, index, index - 1))}
              >
                ↑
              </button>
              <button
                type="button"
                className="site-button"
                disabled={index === blocks.length - 1}
                aria-label={`Move ${block.type} down`}
                onClick={() => onChange(moved(blocks, index, index + 1))}
              >
                ↓
              </button>
              <button
                type="button"
                className="site-button"
                aria-label={`Remove ${block.type}`}
                onClick={() => onChange(blocks.filter(({ id }) => id !== block.id))}
              >
                Remove
              </button>
            </div>
            <Suspense fallback={<p className="site-quiet">Loading the editor…</p>}>
              <Editor
                config={block.config}
                onChange={(config) =>
                  onChange(blocks.map((other) => (other.id === block.id ? { ...other, config } : other)))
                }
              />
            </Suspense>
          </li>
        );
      })}
    </ol>
  );
}
