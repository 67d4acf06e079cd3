import type { Doing } from '../chaos-client.ts';
import type { OperationKind } from '../draw-plan.ts';
import {
  forceTrash,
  purgeFile,
  replaceEverywhere,
  restoreFiles,
  trashFiles,
  trashShared,
} from './change-life.ts';
import { addUse, lookAtContent, removeContent, removeUse, syncContent } from './change-uses.ts';
import { copyVersion, restoreVersion } from './change-versions.ts';
import { changeWords, emptyCollection, fillCollection, reviewFiles, tagFiles } from './change-words.ts';
import { askForForeign, exportZip, lookAtFile, readBytes } from './read-files.ts';
import { replaceVersion, uploadAgain, uploadForm, uploadTus } from './upload-files.ts';
import { runJob, tagByTask, trashByTask } from './work-by-task.ts';

/** Answers false where there was nothing to do it to. */
type Perform = (doing: Doing) => Promise<unknown>;

const performers: Record<OperationKind, Perform> = {
  'upload-form': uploadForm,
  'upload-tus': uploadTus,
  'upload-again': uploadAgain,
  'sync-content': syncContent,
  'add-use': addUse,
  'remove-use': removeUse,
  'remove-content': removeContent,
  'trash-files': (doing) => trashFiles(doing),
  'force-trash': forceTrash,
  'restore-files': restoreFiles,
  'purge-file': purgeFile,
  'replace-version': replaceVersion,
  'copy-version': copyVersion,
  'restore-version': restoreVersion,
  'replace-everywhere': replaceEverywhere,
  'change-words': changeWords,
  'tag-files': tagFiles,
  'tag-by-task': tagByTask,
  'trash-by-task': trashByTask,
  'fill-collection': fillCollection,
  'empty-collection': emptyCollection,
  'review-files': reviewFiles,
  'trash-shared': trashShared,
  'look-at-file': lookAtFile,
  'look-at-content': lookAtContent,
  'read-bytes': readBytes,
  'ask-for-foreign': askForForeign,
  'export-zip': exportZip,
  'run-job': runJob,
};

/** Does what was planned, and writes into the ledger what it came to. Who has no file for it uploads one. */
export async function perform(doing: Doing): Promise<void> {
  if ((await performers[doing.operation.kind](doing)) === false) await uploadForm(doing);
}
