'use client';
import type { Editor } from '@tiptap/react';
import { PageLink } from '@vitrine/schema';
import { useState } from 'react';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';

interface LinkBarProps {
  editor: Editor;
  onClose(): void;
}

/** The address of the link under the cursor, or of a new one on what is selected. */
export function LinkBar({ editor, onClose }: LinkBarProps) {
  const messages = useEditorMessages();
  const before: unknown = editor.getAttributes('link').href;
  const [href, setHref] = useState(typeof before === 'string' ? before : '');
  const [isTried, setTried] = useState(false);
  const link = PageLink.safeParse(href.trim());
  const apply = () => {
    if (!link.success) return setTried(true);
    const chain = editor.chain().focus().extendMarkRange('link');
    const { empty } = editor.state.selection;
    // Without words of its own the address is the text.
    if (empty && !before) {
      chain.insertContent({
        type: 'text',
        text: link.data,
        marks: [{ type: 'link', attrs: { href: link.data } }],
      });
    } else chain.setLink({ href: link.data });
    chain.run();
    onClose();
  };
  return (
    <div className="vt-rich-link">
      <TextField
        label={messages.richLinkAddress}
        isLabelHidden
        className="vt-grow"
        value={href}
        inputMode="url"
        placeholder="https://"
        autoFocus
        errorMessage={isTried && !link.success ? messages.imageLinkBad : undefined}
        onChange={setHref}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Enter') apply();
          else onClose();
        }}
      />
      <Button variant="line" onPress={apply}>
        {messages.apply}
      </Button>
      {Boolean(before) && (
        <Button
          onPress={() => {
            editor.chain().focus().extendMarkRange('link').unsetLink().run();
            onClose();
          }}
        >
          {messages.richUnlink}
        </Button>
      )}
    </div>
  );
}
