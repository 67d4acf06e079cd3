/** A perceptual hash as its column holds it; null where a file is no picture. */
export function signedHash({
  kind,
  perceptualHash,
}: {
  kind: string;
  perceptualHash: string | null;
}): bigint | null {
  if (kind !== 'image' || perceptualHash === null) return null;
  return BigInt.asIntN(64, BigInt(`0x${perceptualHash}`));
}
