import i18next from 'i18next'
import type { Namespaces } from './namespaces.ts'
import type { SameTexts } from './texts/SameTexts.ts'

/** Texts of a page that is loaded when it is needed: call it beside the imports of the page. */
export function addTexts<N extends keyof Namespaces>(namespace: N, texts: { readonly vi: Namespaces[N]; readonly en: SameTexts<Namespaces[N]> }): void {
  i18next.addResourceBundle('vi', namespace, texts.vi)
  i18next.addResourceBundle('en', namespace, texts.en)
}
