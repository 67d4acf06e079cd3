import { createHmac, timingSafeEqual } from 'node:crypto';
import { type AccessLevel, grantText } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';

/** Expiries are rounded up to this, so that the URL of a picture stays the same and caches keep it. */
const WINDOW_SECONDS = 15 * 60;
const SKEW_SECONDS = 60;
/** Of the 32 bytes of the MAC, enough that guessing is hopeless and short enough for 48 pictures in a page. */
const MAC_BYTES = 16;
/** About 40 MB at most; the map empties itself with every window. */
const MEMO_SIZE = 200_000;

export interface SigningKey {
  /** Names the key in a grant: 1..16 letters and digits. */
  id: string;
  /** At least 32 characters. */
  secret: string;
}

/**
 * `preset` opens the thumbnails of a file and the steps of a srcset, `exact` one picture made of it, `original` its
 * bytes: one never stands for the other. `zip` opens what a task packs.
 */
export type GrantPurpose = 'preset' | 'exact' | 'original' | 'zip';

interface FileTarget {
  mediaId: string;
  /** The number of the version, from 1. */
  version: number;
  /** Who may see the file now: a grant made while it was another level opens nothing any more. */
  accessLevel: AccessLevel;
  /** Of an exact grant: what is made, `w_100.webp`. */
  image?: string;
}

export type GrantTarget = FileTarget | { taskId: string };

export interface Grants {
  /** `kid.exp.mac`, good for at least the configured life; never beyond `notAfter`, where rights end. */
  sign(purpose: GrantPurpose, target: GrantTarget, notAfter?: Date | null): string;
  /** @throws MediaError `auth.denied` for a grant of anything else, an altered, an expired or a too long one. */
  verify(purpose: GrantPurpose, target: GrantTarget, grant: string): { expiresAt: Date };
}

/** A picture of a public file costs a decode and tells no secret: pages that were built once may keep its link. */
const PUBLIC_IMAGE_SECONDS = 400 * 24 * 60 * 60;

const inSeconds = (date: Date) => Math.floor(date.getTime() / 1000);

/**
 * Makes and checks the signatures of files that are not public. The first key signs, all verify: to change the
 * key, put the new one in front and take the old one away after the longest life.
 */
export function createGrants(options: {
  keys: readonly SigningKey[];
  ttlSeconds: number;
  now: () => Date;
}): Grants {
  const { keys, ttlSeconds, now } = options;
  const [signer] = keys;
  if (!signer) throw new TypeError('createGrants needs at least one signing key.');
  const memo = new Map<string, string>();
  let memoWindow = 0;
  /** Macs that were good: a page asks with the same ones again and again. Of bad ones nothing is kept. */
  const good = new Set<string>();

  const macOf = (key: SigningKey, purpose: GrantPurpose, target: GrantTarget, exp: number) =>
    createHmac('sha256', key.secret)
      .update(grantText({ ...subjectOf(target), purpose, expiresAtSeconds: exp }))
      .digest()
      .subarray(0, MAC_BYTES)
      .toString('base64url');

  const isSigned = (
    key: SigningKey,
    purpose: GrantPurpose,
    target: GrantTarget,
    exp: number,
    mac: string,
  ) => {
    const { subject, accessLevel, image = '' } = subjectOf(target);
    const name = `${key.id}.${exp}.${mac}/${purpose}/${subject}/${accessLevel}/${image}`;
    if (good.has(name)) return true;
    // As text: the last character holds bits that decoding drops, and none may be changed.
    const isSame = timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(key, purpose, target, exp)));
    if (isSame) {
      if (good.size >= MEMO_SIZE) good.clear();
      good.add(name);
    }
    return isSame;
  };

  const lifeOf = (purpose: GrantPurpose, target: GrantTarget) =>
    purpose === 'exact' && subjectOf(target).accessLevel === 'public' ? PUBLIC_IMAGE_SECONDS : ttlSeconds;

  const make = (purpose: GrantPurpose, target: GrantTarget, exp: number) =>
    `${signer.id}.${exp}.${macOf(signer, purpose, target, exp)}`;

  return {
    sign(purpose, target, notAfter) {
      const exp = Math.ceil((inSeconds(now()) + ttlSeconds) / WINDOW_SECONDS) * WINDOW_SECONDS;
      const end = notAfter ? inSeconds(notAfter) : exp;
      if (end < exp) return make(purpose, target, end);
      if (exp !== memoWindow || memo.size >= MEMO_SIZE) {
        memo.clear();
        memoWindow = exp;
      }
      const { subject, accessLevel, image = '' } = subjectOf(target);
      const name = `${purpose}/${subject}/${accessLevel}/${image}`;
      let grant = memo.get(name);
      if (grant === undefined) {
        grant = make(purpose, target, exp);
        memo.set(name, grant);
      }
      return grant;
    },

    verify(purpose, target, grant) {
      const match = /^([A-Za-z0-9]{1,16})\.([0-9]{1,12})\.([A-Za-z0-9_-]{22})$/.exec(grant);
      const key = keys.find(({ id }) => id === match?.[1]);
      const exp = Number(match?.[2]);
      const at = inSeconds(now());
      const isGood =
        match?.[3] !== undefined &&
        key !== undefined &&
        isSigned(key, purpose, target, exp, match[3]) &&
        at <= exp + SKEW_SECONDS &&
        // A key that leaked once must not leave grants behind that outlive its replacement.
        exp <= at + lifeOf(purpose, target) + WINDOW_SECONDS + SKEW_SECONDS;
      if (isGood) return { expiresAt: new Date(exp * 1000) };
      throw new MediaError('auth.denied', undefined, {
        message: 'This link is not valid any more, or was changed. Load the page again for a new one.',
      });
    },
  };
}

function subjectOf(target: GrantTarget): { subject: string; accessLevel: string; image?: string } {
  if ('taskId' in target) return { subject: target.taskId, accessLevel: 'private' };
  const { mediaId, version, accessLevel, image } = target;
  return { subject: `${mediaId}@${version}`, accessLevel, ...(image !== undefined && { image }) };
}
