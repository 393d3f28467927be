/**
 * Writes the kernel's eight digits of an IPv4 address or mask with dots.
 *
 * @param hex eight hexadecimal digits, most significant first.
 */
export function dotted(hex: string): string {
  const bits = Number.parseInt(hex, 16);
  return `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`;
}

/**
 * Shortens the kernel's eight groups of four digits to the usual form: `fd00:0000:...:0011` is `fd00::11`.
 * Source: RFC 5952, section 4.
 *
 * @param groups eight groups of four lower-case hexadecimal digits, separated by colons.
 */
export function shortened(groups: string): string {
  const parts = groups.split(':').map((group) => group.replace(/^0{1,3}/, ''));
  let longest = { from: 0, length: 0 };
  for (let from = 0; from < parts.length; from++) {
    let length = 0;
    while (parts[from + length] === '0') length++;
    if (length > longest.length) longest = { from, length };
  }
  if (longest.length < 2) return parts.join(':');
  const before = parts.slice(0, longest.from).join(':');
  const after = parts.slice(longest.from + longest.length).join(':');
  return `${before}::${after}`;
}
