import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { browserStorage } from '../browser/storage.ts'
import type { Namespaces } from './namespaces.ts'
import { vi } from './texts/vi.ts'

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

function remembered(): Language {
  return browserStorage.get(KEY) === 'en' ? 'en' : 'vi'
}

/** Vietnamese unless this computer chose otherwise: officials should not meet English by accident. */
export async function setUpLanguage(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language
  })
  await i18next.use(initReactI18next).init({
    lng: 'vi',
    fallbackLng: 'vi',
    resources: { vi: { translation: vi } },
    interpolation: { escapeValue: false },
  })
  if (remembered() === 'en') await loadEnglish().then(() => i18next.changeLanguage('en'), () => undefined)
}

/** English comes when it is asked for: few do, and the first page has to be light. */
async function loadEnglish(): Promise<void> {
  const { en } = await import('./texts/en.ts')
  i18next.addResourceBundle('en', 'translation', en)
}

export function chooseLanguage(language: Language): void {
  browserStorage.set(KEY, language)
  const loaded = language === 'en' ? loadEnglish() : Promise.resolve()
  // Without a line it stays as it is.
  loaded.then(() => i18next.changeLanguage(language)).catch(() => undefined)
}
