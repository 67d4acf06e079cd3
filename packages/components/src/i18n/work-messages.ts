/** Texts of what is done to many files, and of what a deed does to pages. Numbers and dates in them are formatted. */
export const workMessages = {
  selectMatching: (formatted: string) => `Select all ${formatted}`,
  matchingSelected: (formatted: string) => `All ${formatted} selected`,
  announceMatching: (formatted: string) => `All ${formatted} files that match are selected`,
  bulkTags: 'Tags',
  bulkEdit: 'Edit',
  bulkMore: 'More',
  bulkTagsTitle: (count: number, formatted: string) =>
    count === 1 ? 'Tags of 1 file' : `Tags of ${formatted} files`,
  bulkCollectionsTitle: (count: number, formatted: string) =>
    count === 1 ? 'Collections of 1 file' : `Collections of ${formatted} files`,
  bulkEditTitle: (count: number, formatted: string) =>
    count === 1 ? 'Edit 1 file' : `Edit ${formatted} files`,
  bulkFindTag: 'Find or make a tag',
  bulkFindCollection: 'Find a collection',
  bulkNoTags: 'There is no such tag.',
  bulkNoCollections: 'There are no collections.',
  bulkChoiceNote: 'A dash means that it stays as it is.',
  bulkAdd: 'Add',
  bulkRemove: 'Remove',
  bulkApply: 'Apply',
  bulkSame: 'Stays as it is',
  bulkSeveral: 'Several',
  bulkCleared: 'Will be emptied',
  bulkEditNote: 'Only what you change here is changed.',
  bulkNothing: 'Change something first.',
  accessLevel: 'Who sees it',
  levelPublic: 'Everyone',
  levelMembers: 'Members',
  levelStaff: 'Editors and admins',
  levelPrivate: 'Who uploaded it, and admins',

  work: 'Work',
  workUpdating: (formatted: string) => `Changing ${formatted} files`,
  workDeleting: (formatted: string) => `Moving ${formatted} files to the trash`,
  workRestoring: (formatted: string) => `Restoring ${formatted} files`,
  workPurging: (formatted: string) => `Deleting ${formatted} files permanently`,
  workUndoing: (formatted: string) => `Taking back ${formatted} files`,
  workReviewing: (formatted: string) => `Reviewing ${formatted} files`,
  workUpdated: (count: number, formatted: string) =>
    count === 1 ? '1 file changed' : `${formatted} files changed`,
  workDeleted: (count: number, formatted: string) =>
    count === 1 ? '1 file moved to the trash' : `${formatted} files moved to the trash`,
  workRestored: (count: number, formatted: string) =>
    count === 1 ? '1 file restored' : `${formatted} files restored`,
  workPurged: (count: number, formatted: string) =>
    count === 1 ? '1 file deleted permanently' : `${formatted} files deleted permanently`,
  workUndone: (count: number, formatted: string) =>
    count === 1 ? 'Undone: 1 file is as before' : `Undone: ${formatted} files are as before`,
  workReviewed: (count: number, formatted: string) =>
    count === 1 ? '1 file reviewed' : `${formatted} files reviewed`,
  tagsFilter: 'Find a tag to filter by',
  tagAndBelow: 'and the tags below it',
  collectionNew: 'New collection',
  collectionActions: (name: string) => `Actions for ${name}`,
  collectionEdit: 'Edit the collection',
  collectionInside: 'New collection in it',
  collectionDelete: 'Delete the collection',
  addToCollection: 'Add to collection…',
  moveToCollection: 'Move to collection…',
  moveEarlier: 'Move earlier',
  moveLater: 'Move later',
  moveTitle: (count: number, formatted: string) =>
    count === 1 ? 'Move 1 file to' : `Move ${formatted} files to`,
  moveText: (name: string) => `They leave “${name}”.`,
  moveDo: 'Move',
  moveNone: 'There is no other collection.',
  dragCount: (count: number, formatted: string) => (count === 1 ? '1 file' : `${formatted} files`),
  announceOrder: (name: string, position: string, total: string) => `${name} is now ${position} of ${total}`,
  orderFailed: (reason: string) => `The order is as it was: ${reason}`,
  workMerging: (formatted: string) => `Merging ${formatted} files`,
  workMerged: (count: number, formatted: string) =>
    count === 1 ? '1 file merged' : `${formatted} files merged`,
  workRetagging: (formatted: string) => `Changing the tags of ${formatted} files`,
  workRetagged: (count: number, formatted: string) =>
    count === 1 ? 'The tags of 1 file are changed' : `The tags of ${formatted} files are changed`,
  workReindexing: (formatted: string) => `Preparing ${formatted} files for search`,
  workReindexed: (count: number, formatted: string) =>
    count === 1 ? '1 file is ready for search' : `${formatted} files are ready for search`,
  workNothing: 'Nothing was changed',
  workProgress: (done: string, total: string) => `${done} of ${total}`,
  workCancelled: (text: string) => `Cancelled: ${text}`,
  workBroken: (text: string) => `Stopped: ${text}`,
  workFailures: (count: number, formatted: string) =>
    count === 1 ? '1 could not be changed' : `${formatted} could not be changed`,
  workShow: 'Show them',
  workUndo: 'Undo',
  workContinue: 'Go on',
  workDismiss: 'Dismiss',
  workMore: 'Show more',
  announceProgress: (text: string, percent: string) => `${text}: ${percent}`,
  failuresTitle: (count: number, formatted: string) =>
    count === 1 ? '1 file could not be changed' : `${formatted} files could not be changed`,
  failuresRetry: 'Try again',
  failureGone: 'A file that is gone',

  forceManyTitle: (formatted: string) => `Delete ${formatted} files although they are used?`,
  impactLoading: 'Looking for pages that use it',
  impactFailed: 'What uses it could not be found out.',
  impactNone: 'No page uses it.',
  impactStay: (count: number, used: string, all: string) =>
    count === 1 ? `1 of ${all} files is used and stays` : `${used} of ${all} files are used and stay`,
  impactAllStay: (formatted: string) => `All ${formatted} files are used and stay`,
  impactStayText: 'The pages below show them. Take them out there first, or show other files in their place.',
  impactOthers: (count: number, formatted: string) =>
    count === 1 ? 'Move the other one to the trash' : `Move the other ${formatted} to the trash`,
  impactMany: 'Files that pages use stay, and are listed when it is done.',
  impactList: 'Pages that use it',
  impactCount: (pages: number, formatted: string) =>
    pages === 1 ? '1 page uses it' : `${formatted} pages use it`,
  impactMore: (formatted: string) => `and ${formatted} more`,
  impactWhole: 'The whole item',
  impactVia: (name: string) => `as “${name}”`,
  impactPinned: (version: string) => `version ${version}`,
  effectRefuses: 'Keeps it',
  effectBreaks: 'Will show nothing',
  effectChanges: 'Will change',
  effectStays: 'Stays as it is',
  impactReplace: (pages: number, formatted: string) =>
    pages === 1 ? '1 page will show the new one.' : `${formatted} pages will show the new one.`,
  impactReject: (pages: number, formatted: string) =>
    pages === 1
      ? '1 page uses it: take it out there first.'
      : `${formatted} pages use it: take it out there first.`,
  impactExpire: (pages: number, formatted: string) =>
    pages === 1
      ? '1 page will show nothing in its place.'
      : `${formatted} pages will show nothing in its place.`,
  impactExpired: (pages: number, formatted: string) =>
    pages === 1 ? '1 page shows nothing in its place.' : `${formatted} pages show nothing in its place.`,
  showPages: 'Show the pages',

  replaceEverywhere: 'Replace everywhere…',
  replaceEverywhereTitle: (name: string) => `Show another file wherever “${name}” stands?`,
  replaceEverywhereText: 'No page has to be changed, and you can undo it.',
  replaceEverywherePick: (name: string) => `Choose what stands in for “${name}”`,
  replaceEverywhereDo: 'Replace everywhere',
  replaceSame: 'This is the file itself. Choose another one.',
  replaceChooseOther: 'Choose another',
  replacedEverywhere: (from: string, to: string) => `“${to}” is shown wherever “${from}” stood`,
  replacedUndone: (from: string) => `“${from}” is shown again`,
  replacedNote: 'Pages show another file in its place.',
  replacedNoteBy: (name: string) => `Pages show “${name}” in its place.`,

  trashSelectAll: 'Select all',
  trashActions: 'Trash',
  emptyTrash: 'Empty the trash',
  emptyTrashTitle: (count: number, formatted: string) =>
    count === 1
      ? 'Delete the file in the trash permanently?'
      : `Delete all ${formatted} files in the trash permanently?`,
  purgeManyTitle: (count: number, formatted: string) =>
    count === 1 ? 'Delete 1 file permanently?' : `Delete ${formatted} files permanently?`,
  purgeManyText: 'They are gone for everybody at once, and cannot be restored. What pages still use stays.',
  purgeOthers: (count: number, formatted: string) =>
    count === 1 ? 'Delete the other one permanently' : `Delete the other ${formatted} permanently`,
  daysLeft: (count: number, formatted: string) =>
    count === 0 ? 'Gone for good today' : count === 1 ? '1 day left' : `${formatted} days left`,

  rightsEndingPlace: 'Rights end soon',
  rightsEndedPlace: 'Rights ended',
  rightsEmptyTitle: 'Nothing here',
  rightsEmptyText: 'No file’s rights end soon or have ended.',
  rejectTitle: (count: number, formatted: string) =>
    count === 1 ? 'Reject 1 file?' : `Reject ${formatted} files?`,
  rejectText: (count: number) =>
    count === 1
      ? 'Pages cannot use it, and it goes to the trash in a while.'
      : 'Pages cannot use them, and they go to the trash in a while.',
  rejectReason: (count: number) => (count === 1 ? 'Why can it not be used?' : 'Why can they not be used?'),

  compare: 'Compare',
  compareTitle: (from: string, to: string) => `Version ${from} and version ${to}`,
  compareSame: 'The bytes are the same.',
  compareNone: 'Nothing that is known of them differs.',
  compareSize: 'Size',
  compareWidth: 'Width',
  compareHeight: 'Height',
  compareType: 'Type',
  compareName: 'File',
};
