'use client';

import type { MediaFile } from '@vitrine/schema';
import { ArrowRight } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { MediaPicker } from '../MediaPicker/MediaPicker.tsx';
import { toKitError } from '../provider/kit-error.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { ModalFoot } from '../ui/ModalFoot.tsx';
import { ImpactFiles } from './ImpactFiles.tsx';
import { useImpact } from './use-impact.ts';
import { useReplaceEverywhere } from './use-replace-everywhere.ts';

/** Two steps: which file stands in, then the pages that will show it. */
export function ReplaceEverywhere({ file, onClose }: { file: MediaFile; onClose: () => void }) {
  const m = useWorkMessages();
  const [chosen, setChosen] = useState<MediaFile | null>(null);
  // A picker closes after a choice too: only without one is it given up.
  const isChosen = useRef(false);
  if (chosen === null) {
    return (
      <MediaPicker
        isOpen
        confirm
        title={m.replaceEverywherePick(file.title)}
        mediaTypes={[file.kind]}
        problemOf={({ id }) => (id === file.id ? m.replaceSame : null)}
        onSelect={(picked) => {
          isChosen.current = true;
          setChosen(picked);
        }}
        onClose={() => {
          if (!isChosen.current) onClose();
        }}
      />
    );
  }
  const again = () => {
    isChosen.current = false;
    setChosen(null);
  };
  return <ConfirmReplace from={file} to={chosen} onOther={again} onClose={onClose} />;
}

interface ConfirmReplaceProps {
  from: MediaFile;
  to: MediaFile;
  onOther: () => void;
  onClose: () => void;
}

function ConfirmReplace({ from, to, onOther, onClose }: ConfirmReplaceProps) {
  const m = useWorkMessages();
  const format = useFormat();
  const { replace } = useReplaceEverywhere();
  const target = useMemo(() => ({ files: [from] }), [from]);
  const { used, isLoading } = useImpact(target, 'replace');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const pages = used[0]?.impact.contentCount ?? 0;

  const confirm = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await replace(from, to);
      onClose();
    } catch (error) {
      setFailure(toKitError(error).message);
      setBusy(false);
    }
  };

  return (
    <Dialog isOpen onClose={onClose} className="vt-modal--wide" title={m.replaceEverywhereTitle(from.title)}>
      <div className="vt-modal-body">
        <div className="vt-swap">
          <figure>
            <Thumbnail file={from} size="medium" />
            <figcaption className="vt-clip">
              <bdi>{from.title}</bdi>
            </figcaption>
          </figure>
          <Icon icon={ArrowRight} isFlipped />
          <figure>
            <Thumbnail file={to} size="medium" />
            <figcaption className="vt-clip">
              <bdi>{to.title}</bdi>
            </figcaption>
          </figure>
        </div>
        <p className="vt-quiet">
          {!isLoading && (pages > 0 ? m.impactReplace(pages, format.number(pages)) : m.impactNone)}{' '}
          {m.replaceEverywhereText}
        </p>
        {failure && (
          <p className="vt-note vt-bad" role="alert">
            {failure}
          </p>
        )}
      </div>
      {used.length > 0 && <ImpactFiles used={used} total={1} />}
      <ModalFoot
        confirmLabel={m.replaceEverywhereDo}
        isDisabled={isBusy}
        onConfirm={() => void confirm()}
        onCancel={onClose}
        focusOn="confirm"
      >
        <Button variant="line" onPress={onOther}>
          {m.replaceChooseOther}
        </Button>
      </ModalFoot>
    </Dialog>
  );
}
