'use client';
import { type Editor, useEditorState } from '@tiptap/react';
import { Bold, Heading2, ImagePlus, Italic, Link, List, type LucideIcon, Quote } from 'lucide-react';
import { ToggleButton, Toolbar } from 'react-aria-components';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';

interface RichToolbarProps {
  editor: Editor;
  isLinkOpen: boolean;
  onLink(): void;
  onInsert(): void;
}

/** One tab stop, arrows between the tools; each says whether it is on where the cursor stands. */
export function RichToolbar({ editor, isLinkOpen, onLink, onInsert }: RichToolbarProps) {
  const messages = useEditorMessages();
  const state = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      heading: now.isActive('heading'),
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      quote: now.isActive('blockquote'),
      list: now.isActive('bulletList'),
      link: now.isActive('link'),
    }),
  });
  const chain = () => editor.chain().focus();
  return (
    <Toolbar className="vt-rich-bar" aria-label={messages.richFormatting}>
      <Tool
        icon={Heading2}
        label={messages.richHeading}
        isOn={state.heading}
        onPress={() => chain().toggleHeading({ level: 2 }).run()}
      />
      <Tool
        icon={Bold}
        label={messages.richBold}
        isOn={state.bold}
        onPress={() => chain().toggleBold().run()}
      />
      <Tool
        icon={Italic}
        label={messages.richItalic}
        isOn={state.italic}
        onPress={() => chain().toggleItalic().run()}
      />
      <Tool
        icon={Quote}
        label={messages.richQuote}
        isOn={state.quote}
        onPress={() => chain().toggleBlockquote().run()}
      />
      <Tool
        icon={List}
        label={messages.richList}
        isOn={state.list}
        onPress={() => chain().toggleBulletList().run()}
      />
      <Tool icon={Link} label={messages.richLink} isOn={state.link || isLinkOpen} onPress={onLink} />
      <span className="vt-rule" />
      <Button icon={ImagePlus} onPress={onInsert}>
        {messages.richInsert}
      </Button>
    </Toolbar>
  );
}

interface ToolProps {
  icon: LucideIcon;
  label: string;
  isOn: boolean;
  onPress(): void;
}

function Tool({ icon, label, isOn, onPress }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ToggleButton className="vt-btn vt-btn--icon" aria-label={label} isSelected={isOn} onChange={onPress}>
        <Icon icon={icon} />
      </ToggleButton>
    </Tooltip>
  );
}
