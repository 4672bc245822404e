import i18next from 'i18next'
import { asked, loadTexts, ready } from './loadTexts.ts'
import type { Namespace } from './namespaces.ts'

/**
 * Loads a part of the client and its texts at the same time. `npm run lint` checks the list: all namespaces of the part
 * and of what it imports, but `translation`, which is always here.
 */
export async function withTexts<T>(namespaces: readonly Namespace[], part: Promise<T>): Promise<T> {
  for (const namespace of namespaces) asked.add(namespace)
  const [loaded] = await Promise.all([part, ready.then(() => loadTexts(i18next.language, namespaces))])
  return loaded
}
