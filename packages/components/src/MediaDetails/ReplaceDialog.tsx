'use client';

import type { MediaFile } from '@vitrine/schema';
import { useRef, useState } from 'react';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useSession } from '../hooks/use-session.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { ImpactNote } from '../impact/ImpactNote.tsx';
import { toKitError } from '../provider/kit-error.ts';
import { useKit } from '../provider/use-kit.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { FileName } from '../ui/FileName.tsx';
import { ModalFoot } from '../ui/ModalFoot.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useShowReplaced } from './use-show-replaced.ts';

/** Gives a file other bytes: one of its kind from the computer, and a word about what is new. */
export function ReplaceDialog({ file, onClose }: { file: MediaFile; onClose: () => void }) {
  const m = useWorkMessages();
  const format = useFormat();
  const announce = useAnnounce();
  const { client } = useKit();
  const show = useShowReplaced();
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  const sending = useRef<AbortController | null>(null);
  const [chosen, setChosen] = useState<File | null>(null);
  const [note, setNote] = useState('');
  const [fraction, setFraction] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const close = () => {
    sending.current?.abort();
    onClose();
  };
  const replace = async (replacement: File) => {
    const controller = new AbortController();
    const { signal } = controller;
    sending.current = controller;
    setFailure(null);
    setFraction(0);
    try {
      const { media } = await client.uploads.send({
        file: replacement,
        fields: { replaces: file.id, ...(note.trim() && { note: note.trim() }) },
        onProgress: (sentBytes, totalBytes) => setFraction(sentBytes / Math.max(1, totalBytes)),
        signal,
      });
      await show(media);
      announce(m.announceDone(replacement.name));
      onClose();
    } catch (error) {
      if (signal.aborted) return;
      setFailure(toKitError(error).message);
      setFraction(null);
    }
  };

  return (
    <Dialog isOpen onClose={close} title={m.replaceTitle(file.title)} onBackdrop={() => fraction === null}>
      <div className="vt-modal-body">
        <p className="vt-quiet">{m.replaceText}</p>
        <ImpactNote
          files={[file]}
          action="replace"
          text={(pages) => m.impactReplace(pages, format.number(pages))}
        />
        <div className="vt-replace-file">
          <Button variant="line" isDisabled={fraction !== null} onPress={() => input.current?.click()}>
            {m.replaceChoose}
          </Button>
          {chosen && (
            <span className="vt-file-sub vt-grow">
              <FileName name={chosen.name} /> · {format.bytes(chosen.size)}
            </span>
          )}
          <input
            ref={input}
            type="file"
            hidden
            accept={session?.limits.allowedTypes[file.kind]?.join(',')}
            aria-label={m.replaceChoose}
            onChange={(event) => {
              setChosen(event.target.files?.[0] ?? null);
              setFailure(null);
              event.target.value = '';
            }}
          />
        </div>
        <TextField label={m.replaceNote} value={note} onChange={setNote} maxLength={2000} />
        {fraction !== null && <ProgressBar label={m.replaceFile} value={fraction} max={1} />}
        {failure && (
          <p className="vt-note vt-bad" role="alert">
            {failure}
          </p>
        )}
      </div>
      <ModalFoot
        confirmLabel={m.replaceFile}
        isDisabled={chosen === null || fraction !== null}
        onConfirm={() => {
          if (chosen) void replace(chosen);
        }}
        onCancel={close}
      />
    </Dialog>
  );
}
