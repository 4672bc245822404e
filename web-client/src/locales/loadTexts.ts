import i18next from 'i18next'
import type { Namespace } from './namespaces.ts'

/** Namespaces that the page has asked for: another language needs them too before it can be shown. */
export const asked = new Set<Namespace>(['translation'])

let onReady = (): void => undefined
/** Resolves when the page has its first language. Routes ask for their parts as soon as they are imported, which is before. */
export const ready = new Promise<void>((resolve) => {
  onReady = resolve
})
export function markReady(): void {
  onReady()
}

/** Resolves when the texts are here. Rejects when some did not come; another call then loads them again. */
export async function loadTexts(language: string, namespaces: readonly Namespace[]): Promise<void> {
  const missing = namespaces.filter((namespace) => !i18next.hasResourceBundle(language, namespace))
  if (missing.length === 0) return
  // `loadNamespaces` would never ask again for a namespace that failed once.
  await i18next.reloadResources([language], missing)
  if (missing.some((namespace) => !i18next.hasResourceBundle(language, namespace)))
    throw new Error(`texts did not come: ${missing.join(', ')}`)
}
