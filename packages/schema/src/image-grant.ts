/** The text that the signature of a link covers: HMAC-SHA-256 of it, the first 16 bytes, base64url. */
export function grantText(grant: {
  purpose: 'preset' | 'exact' | 'original' | 'zip';
  /** `<media>@<version>`, or the id of a task. */
  subject: string;
  accessLevel: string;
  /** Of an exact grant: options and extension as they stand in the URL, `w_100.webp`. */
  image?: string | undefined;
  /** Seconds since 1970. */
  expiresAtSeconds: number;
}): string {
  const { purpose, subject, accessLevel, image, expiresAtSeconds } = grant;
  const text = `vitrine ${purpose} ${subject} ${accessLevel} ${expiresAtSeconds}`;
  return image === undefined ? text : `${text} ${image}`;
}
