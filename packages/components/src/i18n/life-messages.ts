import { arabicLifeMessages as arabic } from './arabic-life-messages.ts';

/** Texts of deletion for good, versions, review and rights. Numbers and dates in them are already formatted. */
export const lifeMessages = {
  deletePermanently: 'Delete permanently',
  purgeTitle: (name: string) => `Delete “${name}” permanently?`,
  purgeText: 'It is gone for everybody at once. It cannot be restored.',
  announcePurged: (name: string) => `${name} is deleted permanently`,
  deleteAnyway: 'Delete anyway',
  deleteAnywayAsk: 'Delete anyway…',
  forceTitle: (name: string) => `Delete “${name}” although it is used?`,
  forceText: (count: number, formatted: string) =>
    count === 1
      ? 'The page below goes on showing it; nothing new can use it.'
      : `The ${formatted} pages below go on showing it; nothing new can use it.`,
  forcePurgeText: (count: number, formatted: string) =>
    count === 1
      ? 'The page below will show nothing in its place. It cannot be restored.'
      : `The ${formatted} pages below will show nothing in its place. It cannot be restored.`,
  forceReason: 'Reason',
  forceReasonNote: 'Stands in the audit with your name.',

  versions: 'Versions',
  versionName: (number: string) => `Version ${number}`,
  versionCurrent: 'Current',
  versionRestore: 'Show again',
  versionPurged: 'Deleted for good',
  versionPinned: (count: number, formatted: string) =>
    count === 1 ? '1 page shows this version' : `${formatted} pages show this version`,
  announceVersion: (number: string) => `Version ${number} is shown again`,
  replaceFile: 'Replace',
  replaceTitle: (name: string) => `Replace “${name}”`,
  replaceText:
    'Its address, its words and the pages that use it stay. What it shows now is kept as a version.',
  replaceChoose: 'Choose a file',
  replaceNote: 'What is new?',
  announceReplaced: (name: string) => `${name} is replaced`,

  review: 'Review',
  reviewQueue: 'To review',
  reviewQueueEmptyTitle: 'Nothing to review',
  reviewQueueEmptyText: 'New files that need an approval come here.',
  reviewPending: 'Not approved',
  reviewRejected: 'Rejected',
  reviewPendingText: 'Waits for an approval. Pages cannot use it yet.',
  reviewRejectedText: 'Rejected. Pages cannot use it, and it goes to the trash in a while.',
  reviewApprove: 'Approve',
  reviewReject: 'Reject',
  reviewRejectTitle: (name: string) => `Reject “${name}”?`,
  reviewReason: 'Why can it not be used?',
  announceApproved: (name: string) => `${name} is approved`,
  announceRejected: (name: string) => `${name} is rejected`,

  rights: 'Rights',
  rightsCredit: 'Credit',
  rightsLicense: 'License',
  rightsFrom: 'From',
  rightsUntil: 'Until',
  rightsEnding: 'Rights end soon',
  rightsEnded: 'Rights ended',
  rightsNotStarted: 'Not yet',
  rightsEndingText: (when: string) => `Rights end ${when}. From then on no page shows it.`,
  rightsEndedText: 'Rights have ended. No page shows it any more.',
  rightsNotStartedText: (when: string) => `Rights begin ${when}. Until then no page shows it.`,
};

export const arabicLifeMessages = arabic;
