import { compareRoles, type MediaFile, type Session } from '@vitrine/schema';

/** Whether this person may change or delete the file: editors any, contributors their own. The server decides again. */
export function mayChange(session: Session | null, file: Pick<MediaFile, 'uploadedBy'>): boolean {
  if (!session?.role) return false;
  if (compareRoles(session.role, 'editor') >= 0) return true;
  return session.role === 'contributor' && session.user !== null && file.uploadedBy?.id === session.user.id;
}

/** Whether this person may add files at all. */
export function mayUpload(session: Session | null): boolean {
  return session?.role != null && compareRoles(session.role, 'contributor') >= 0;
}

/** Whether this person may change what belongs to all: tags, collections, any file. */
export function actsAsEditor(session: Session | null): boolean {
  return session?.role != null && compareRoles(session.role, 'editor') >= 0;
}
