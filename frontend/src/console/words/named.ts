/** Return the words for a name of the server's; one that is not known here (a newer server's) is told by `other`. */
export function named<K extends string>(words: Readonly<Record<K, () => string>>, name: string, other: () => string) {
  return Object.hasOwn(words, name) ? words[name as K]() : other();
}
