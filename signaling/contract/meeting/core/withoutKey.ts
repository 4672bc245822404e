/** The record without this entry. */
export function withoutKey<K extends string, T>(record: Record<K, T>, key: K): Record<K, T> {
  const { [key]: _, ...others } = record
  return others as Record<K, T>
}
