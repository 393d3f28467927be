/**
 * Makes something of an object once, and hands it out again for as long as the object lives. For what follows
 * from a whole file and is wanted again and again while the file stays the same.
 */
export function remembered<Key extends object, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const known = new WeakMap<Key, { readonly made: Made }>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found.made;
    const made = make(key);
    known.set(key, { made });
    return made;
  };
}
