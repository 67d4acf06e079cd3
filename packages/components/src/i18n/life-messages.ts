import { arabicLifeMessages as arabic } from './arabic-life-messages.ts';

/** Texts of deletion for good, versions, review and rights. Numbers and dates in them are already formatted. */
export const lifeMessages = {
  deletePermanently: 'Delete permanently',
  purgeTitle: (name: string) => `Delete “${name}” permanently?`,
  purgeText: 'It is gone for everybody at once. It cannot be restored.',
  deleteAnyway: 'Delete anyway',
  deleteAnywayAsk: 'Delete anyway…',
  forceTitle: (name: string) => `Delete “${name}” although it is used?`,
  forceText: 'The pages below go on showing it; nothing new can use it.',
  forcePurgeText: 'The pages below will show nothing in its place. It cannot be restored.',
  forceReason: 'Reason',
  forceReasonNote: 'Stands in the audit with your name.',

  versions: 'Versions',
  versionName: (number: string) => `Version ${number}`,
  versionCurrent: 'Current',
  versionRestore: 'Show again',
  versionPurged: 'Deleted for good',
  versionPinned: (formatted: string) => `Pages that show it: ${formatted}`,
  announceVersion: (number: string) => `Version ${number} is shown again`,
  replaceFile: 'Replace',
  replaceTitle: (name: string) => `Replace “${name}”`,
  replaceText: 'Its address, words and pages stay. What it shows now is kept as a version.',
  replaceChoose: 'Choose a file',
  replaceNote: 'What is new?',

  review: 'Review',
  reviewQueue: 'To review',
  reviewQueueEmptyTitle: 'Nothing to review',
  reviewQueueEmptyText: 'New files wait here for an approval.',
  reviewPendingText: 'Waits for an approval. Pages cannot use it yet.',
  reviewRejectedText: 'Pages cannot use it, and it goes to the trash in a while.',
  reviewApprove: 'Approve',
  reviewReject: 'Reject',
  reviewReason: 'Why can it not be used?',
  announceReviewed: (name: string) => `${name} is reviewed`,

  rights: 'Rights',
  rightsCredit: 'Credit',
  rightsLicense: 'License',
  rightsFrom: 'From',
  rightsUntil: 'Until',
  rightsEndingText: (when: string) => `Rights end ${when}. Then no page shows it.`,
  rightsEndedText: 'Rights have ended. No page shows it.',
  rightsNotStartedText: (when: string) => `Rights begin ${when}. Until then no page shows it.`,
};

export const arabicLifeMessages = arabic;
