'use client';
import { EditorContent, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import {
  type MediaFieldDefinition,
  type MediaFile,
  mediaField,
  PageLink,
  type RichTextNode,
} from '@vitrine/schema';
import { CircleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { valueOf } from '../MediaField/media-values.ts';
import { pickerLimits } from '../MediaField/picker-limits.ts';
import { UploadRows } from '../MediaField/UploadRows.tsx';
import { useFieldUploads } from '../MediaField/use-field-uploads.ts';
import { MediaPicker } from '../MediaPicker/index.ts';
import { useKit } from '../provider/use-kit.ts';
import { Icon } from '../ui/Icon.tsx';
import { cleanRichText } from './clean-rich-text.ts';
import { LinkBar } from './LinkBar.tsx';
import { MediaNode } from './media-node.ts';
import { RichToolbar } from './RichToolbar.tsx';

interface RichTextEditorProps {
  label: string;
  body: RichTextNode;
  onChange(body: RichTextNode): void;
  namespace?: string;
}

const pictures: MediaFieldDefinition = mediaField({ kind: 'image' });

const extensions = [
  StarterKit.configure({
    code: false,
    codeBlock: false,
    horizontalRule: false,
    strike: false,
    underline: false,
    heading: { levels: [2] },
    link: {
      autolink: false,
      openOnClick: false,
      isAllowedUri: (href) => PageLink.safeParse(href).success,
      HTMLAttributes: { target: null, rel: null },
    },
  }),
  MediaNode,
];

/** Words with headings, quotes, lists, links and pictures of the library. Stores ProseMirror's JSON, never HTML. */
export function RichTextEditor({ label, body, onChange, namespace }: RichTextEditorProps) {
  const { locale } = useKit();
  const [isPicking, setPicking] = useState(false);
  const [isLinkOpen, setLinkOpen] = useState(false);
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  // What this editor said last: the same coming back by the props is no change from outside.
  const said = useRef(body);
  const latest = useRef({ onChange, takeFiles: (_files: File[]): boolean => false });

  const editor = useEditor({
    extensions,
    content: cleanRichText(body),
    immediatelyRender: false,
    // A strict content policy refuses a style element; the few rules are in our sheet.
    injectCSS: false,
    editorProps: {
      attributes: {
        class: 'vt-text vt-rich-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
      },
      handleDrop: (_, event) => latest.current.takeFiles([...(event.dataTransfer?.files ?? [])]),
      handlePaste: (_, event) => latest.current.takeFiles([...(event.clipboardData?.files ?? [])]),
    },
    onUpdate: ({ editor: now }) => {
      said.current = now.getJSON() as RichTextNode;
      latest.current.onChange(said.current);
    },
  });

  const insert = (media: MediaFile) => {
    const attrs = { value: valueOf(media, locale), width: 'full', alignment: 'end' };
    editor?.chain().focus().insertContent({ type: 'media', attrs }).run();
  };
  const { uploads, upload, cancel, retry } = useFieldUploads({
    definition: pictures,
    namespace,
    onUploaded: insert,
    onRefused: setRefusals,
  });

  useEffect(() => {
    latest.current = {
      onChange,
      takeFiles: (files) => {
        if (files.length > 0) void upload(files);
        return files.length > 0;
      },
    };
  });
  useEffect(() => {
    if (!editor || body === said.current) return;
    said.current = body;
    editor.commands.setContent(cleanRichText(body), { emitUpdate: false });
  }, [editor, body]);

  return (
    <>
      <div className="vt-rich">
        {editor && (
          <RichToolbar
            editor={editor}
            isLinkOpen={isLinkOpen}
            onLink={() => setLinkOpen(!isLinkOpen)}
            onInsert={() => setPicking(true)}
          />
        )}
        {editor && isLinkOpen && <LinkBar editor={editor} onClose={() => setLinkOpen(false)} />}
        <EditorContent editor={editor} />
      </div>
      <UploadRows uploads={uploads} onCancel={cancel} onRetry={retry} />
      <div role="alert">
        {refusals.map((refusal) => (
          <p key={refusal} className="vt-note vt-note--bad">
            <Icon icon={CircleAlert} size="s" />
            <span>{refusal}</span>
          </p>
        ))}
      </div>
      {isPicking && (
        <MediaPicker
          isOpen
          {...pickerLimits(pictures)}
          namespace={namespace}
          onClose={() => setPicking(false)}
          onSelect={(media) => {
            setPicking(false);
            insert(media);
          }}
        />
      )}
    </>
  );
}
