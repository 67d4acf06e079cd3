'use client';

import type { MediaFile, TagReference } from '@vitrine/schema';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { Chip } from '../ui/Chip.tsx';
import { TagInput } from './TagInput.tsx';
import type { SaveMedia } from './use-save-media.ts';

export interface DetailsTagsProps {
  file: MediaFile;
  saver: SaveMedia;
  isReadOnly: boolean;
}

export function DetailsTags({ file, saver, isReadOnly }: DetailsTagsProps) {
  const m = useMessages();
  const [isAdding, setAdding] = useState(false);
  const kept: TagReference[] = file.tags.map(({ id }) => ({ id }));
  return (
    <div className="vt-part">
      <p className="vt-label">{m.tags}</p>
      <div className="vt-row vt-row--wrap">
        {file.tags.map(({ id, name }) =>
          isReadOnly ? (
            <Chip key={id}>{name}</Chip>
          ) : (
            <Chip
              key={id}
              removeLabel={m.tagRemove(name)}
              onRemove={() =>
                void saver.save({
                  tags: file.tags.filter((tag) => tag.id !== id).map((tag) => ({ id: tag.id })),
                })
              }
            >
              {name}
            </Chip>
          ),
        )}
        {!isReadOnly &&
          (isAdding ? (
            <TagInput
              taken={file.tags.map(({ id }) => id)}
              onAdd={(tag) => void saver.save({ tags: [...kept, tag] })}
              onClose={() => setAdding(false)}
            />
          ) : (
            <Chip isGhost icon={Plus} onPress={() => setAdding(true)}>
              {m.tagAdd}
            </Chip>
          ))}
        {isReadOnly && file.tags.length === 0 && <span className="vt-faint">{m.none}</span>}
      </div>
    </div>
  );
}
