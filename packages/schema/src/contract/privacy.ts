import { AnonymizedPerson, ErasedPerson, ErasePersonInput, PersonalData, PersonInput } from '../privacy.ts';
import { mutation, query } from './procedure.ts';

/** For admins, about people of their namespace. */
export const privacy = {
  exportUser: query(PersonInput, PersonalData),
  /** Takes the person off their files; files and membership stay. */
  anonymizeUser: mutation(ErasePersonInput, AnonymizedPerson),
  /** Removes the person with their files, but for those that content shows: they stay without their uploader. */
  eraseUser: mutation(ErasePersonInput, ErasedPerson),
};
