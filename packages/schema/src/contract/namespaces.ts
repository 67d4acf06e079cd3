import * as z from 'zod';
import {
  ApiKey,
  CreateApiKeyInput,
  CreatedApiKey,
  ListApiKeysInput,
  RevokeApiKeyInput,
  RotateApiKeyInput,
} from '../api-keys.ts';
import { NamespaceId } from '../ids.ts';
import {
  AddMembershipInput,
  ListMembershipsInput,
  Membership,
  MembershipPage,
  RemovedMembership,
  RemoveMembershipInput,
  UpdateMembershipInput,
} from '../memberships.ts';
import { CreateNamespaceInput, Namespace, UpdateNamespaceInput } from '../namespaces.ts';
import { mutation, query } from './procedure.ts';

const One = z.strictObject({ id: NamespaceId });

export const namespaces = {
  /** The operator sees all, also those that are archived; everybody else the one of their credential. */
  list: query(z.strictObject({}), z.array(Namespace)),
  get: query(One, Namespace),
  create: mutation(CreateNamespaceInput, Namespace),
  update: mutation(UpdateNamespaceInput, Namespace),
  /** From now on nobody gets in and nothing is served. All is kept. */
  archive: mutation(One, Namespace),
  /** Takes one out of the archive: everything is as it was. */
  reopen: mutation(One, Namespace),
  memberships: {
    /** Newest first. */
    list: query(ListMembershipsInput, MembershipPage),
    /** Before the person comes for the first time, or again after a removal. */
    add: mutation(AddMembershipInput, Membership),
    update: mutation(UpdateMembershipInput, Membership),
    /** At once, also for tokens and sessions that are still good. */
    remove: mutation(RemoveMembershipInput, RemovedMembership),
  },
  keys: {
    list: query(ListApiKeysInput, z.array(ApiKey)),
    create: mutation(CreateApiKeyInput, CreatedApiKey),
    /** Makes a new key in the place of one, which goes on for a while. */
    rotate: mutation(RotateApiKeyInput, CreatedApiKey),
    /** At once, with every token and session that was made with it. */
    revoke: mutation(RevokeApiKeyInput, ApiKey),
  },
};
