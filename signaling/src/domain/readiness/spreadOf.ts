/**
 * Where in a window a room has its turn, so that all of them do not test themselves at once. Pure.
 * @returns 0 .. 1, always the same for an id
 */
export function spreadOf(id: string): number {
  let hash = 2166136261
  for (const sign of id) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 16777619) >>> 0
  // The last signs of ids that differ little would else decide little.
  hash = Math.imul(hash ^ (hash >>> 15), 2246822519) >>> 0
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32
}
