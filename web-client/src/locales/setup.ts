import i18next from 'i18next'
import resourcesToBackend from 'i18next-resources-to-backend'
import { initReactI18next } from 'react-i18next'
import { browserStorage } from '../browser/storage.ts'
import { asked, loadTexts, markReady } from './loadTexts.ts'
import type { Namespaces } from './namespaces.ts'
import translation from './vi/translation.json'

export const languages = ['vi', 'en'] as const
export type Language = (typeof languages)[number]

const KEY = 'diem-cau.language'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    returnNull: false
    resources: Namespaces
  }
}

let chosen: Language = browserStorage.get(KEY) === 'en' ? 'en' : 'vi'

/** The language is Vietnamese unless this computer chose otherwise: officials should not meet English by accident. */
export async function setUpLanguage(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language
  })
  await i18next
    .use(resourcesToBackend((language: string, namespace: string) => import(`./${language}/${namespace}.json`)))
    .use(initReactI18next)
    .init({
      lng: 'vi',
      // Both languages have all texts: none has to be loaded for the sake of the other.
      fallbackLng: false,
      // The first page in Vietnamese asks for no further file; all else comes when it is needed.
      resources: { vi: { translation } },
      partialBundledLanguages: true,
      interpolation: { escapeValue: false },
    })
  if (chosen === 'en') await changeTo('en')
  markReady()
}

/** Resolves when the language is shown, or could not be. */
export function chooseLanguage(language: Language): Promise<void> {
  browserStorage.set(KEY, language)
  chosen = language
  return changeTo(language)
}

/** Shows the language once all its texts are here; without a connection the page stays in the one that it has. */
async function changeTo(language: Language): Promise<void> {
  try {
    // Texts that are asked for meanwhile are waited for too.
    for (let known = -1; known < asked.size;) {
      known = asked.size
      await loadTexts(language, [...asked])
    }
  } catch {
    return
  }
  if (chosen === language) await i18next.changeLanguage(language)
}
