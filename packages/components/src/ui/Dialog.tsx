'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useMessages } from '../i18n/use-messages.ts';
import { classNames } from './class-names.ts';
import { IconButton } from './IconButton.tsx';
import { useOverlayRoot } from './use-overlay-root.ts';

export interface DialogProps {
  isOpen: boolean;
  /** Escape, the backdrop, a close button. */
  onClose: () => void;
  /** The name for screen readers where the dialog draws its own head (`title` missing). */
  label?: string;
  /** A head with this title and a close button. */
  title?: ReactNode;
  children: ReactNode;
  /** `modal` is a small box, a sheet from below under 600 px; `full` leaves all of the box to the class of the content. */
  size?: 'modal' | 'full';
  /** Escape and backdrop close it. */
  isDismissable?: boolean;
  role?: 'dialog' | 'alertdialog';
  /** Asked before a click on the backdrop closes; false keeps it open (files are still uploading, say). */
  onBackdrop?: () => boolean;
  className?: string;
}

/** Traps the focus and gives it back. Content inside is laid out against the container `vt`. */
export function Dialog(props: DialogProps) {
  const { isOpen, onClose, label, title, children, size = 'modal', role = 'dialog', className } = props;
  const { isDismissable = true, onBackdrop } = props;
  const messages = useMessages();
  const root = useOverlayRoot();
  return (
    <ModalOverlay
      {...root.attributes}
      isOpen={isOpen}
      isDismissable={isDismissable}
      isKeyboardDismissDisabled={!isDismissable}
      shouldCloseOnInteractOutside={(element) => isBackdrop(element) && (onBackdrop?.() ?? true)}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      UNSTABLE_portalContainer={root.container}
      className="vt vt-backdrop"
    >
      <Modal className="vt-modal-box">
        <AriaDialog
          role={role}
          aria-label={title === undefined ? label : undefined}
          className={classNames(size === 'modal' && 'vt-modal', className)}
        >
          {title !== undefined && (
            <div className="vt-modal-head">
              <Heading slot="title" level={2}>
                {title}
              </Heading>
              {isDismissable && (
                <IconButton icon={X} label={messages.close} onPress={onClose} hasTooltip={false} />
              )}
            </div>
          )}
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Only a press on the scrim itself: hosts put toasts and menus beside it. */
const isBackdrop = (element: Element) => element.matches('.vt-backdrop, .vt-modal-box');
