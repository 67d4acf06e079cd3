import * as z from 'zod';
import {
  AnonymizedPerson,
  ErasedPerson,
  ErasePersonInput,
  FindPeopleInput,
  KnownPerson,
  PersonalData,
  PersonalExport,
  PersonInput,
} from '../privacy.ts';
import { mutation, query } from './procedure.ts';

/** For admins, about people of their namespace; for operators, about anybody, everywhere at once. */
export const privacy = {
  findPeople: query(FindPeopleInput, z.array(KnownPerson)),
  exportUser: query(PersonInput, PersonalData),
  /** The same with the files, as an archive of each namespace. Each link ends when the person is erased. */
  exportUserFiles: mutation(PersonInput, z.array(PersonalExport)),
  /** Takes the person off their files; files and membership stay. */
  anonymizeUser: mutation(ErasePersonInput, AnonymizedPerson),
  /** Removes the person with their files, but for those that content shows: they stay without their uploader. */
  eraseUser: mutation(ErasePersonInput, ErasedPerson),
};
