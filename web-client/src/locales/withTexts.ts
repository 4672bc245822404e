import i18next from 'i18next'
import { asked, loadTexts, ready } from './loadTexts.ts'
import type { Namespace } from './namespaces.ts'

/**
 * A part of the client with the texts that it speaks with, both on their way at the same time.
 * The list is checked by `npm run lint`: all namespaces of the part and of what it imports, but for `translation`, which is always here.
 */
export async function withTexts<T>(namespaces: readonly Namespace[], part: Promise<T>): Promise<T> {
  for (const namespace of namespaces) asked.add(namespace)
  const [loaded] = await Promise.all([part, ready.then(() => loadTexts(i18next.language, namespaces))])
  return loaded
}
