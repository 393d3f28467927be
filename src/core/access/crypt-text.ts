const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * Bytes of a digest as crypt(3) writes them: the first is the highest, six bits a character, the lowest first.
 * @param order which bytes of the digest.
 * @param count how many characters.
 */
export function cryptText(digest: Buffer, order: readonly number[], count: number): string {
  const value = order.reduce((sum, index) => (sum << 8) | (digest[index] ?? 0), 0);
  return Array.from({ length: count }, (_, index) => alphabet[(value >> (6 * index)) & 63]).join('');
}
