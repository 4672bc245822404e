import type { TranslationResult } from 'i18next-cli'

/** Every text by its path, e.g. `signIn.title`. */
export function flatTexts(texts: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? [...flatTexts(value, `${path}${key}.`)]
        : [[`${path}${key}`, String(value)] as const],
    ),
  )
}

/** A line for each text that has other placeholders than the first language; i18next-cli compares keys only. */
export function placeholderFaults(results: readonly TranslationResult[]): readonly string[] {
  const first = results[0]?.locale
  return results.flatMap(({ locale, namespace, existingTranslations }) => {
    const reference = results.find((other) => other.locale === first && other.namespace === namespace)
    const expected = new Map(
      [...flatTexts(reference?.existingTranslations ?? {})].map(([key, text]) => [
        withoutForm(key),
        placeholders(text),
      ]),
    )
    return [...flatTexts(existingTranslations)].flatMap(([key, text]) => {
      const wanted = expected.get(withoutForm(key))
      return wanted === undefined || wanted === placeholders(text)
        ? []
        : [
            `src/locales/${locale}/${namespace}.json: ${key} has the placeholders [${placeholders(text)}], ${first} has [${wanted}]`,
          ]
    })
  })
}

/** `rows_one` and `rows_other` are forms of `rows`. */
const withoutForm = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '')

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{-?\s*([\w.]+)[^}]*\}\}/g)]
    .map(([, name]) => name)
    .toSorted()
    .join(', ')
