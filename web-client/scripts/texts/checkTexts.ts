import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { runExtractor, runLinter, type I18nextToolkitConfig, type TranslationResult } from 'i18next-cli'
import { computedKeys } from './computedKeys.ts'
import { flatTexts, placeholderFaults } from './placeholderFaults.ts'
import { partFaults } from './partTexts.ts'

/** The first language is the one that the others are held against. */
const LANGUAGES = ['vi', 'en']

/**
 * Holds the texts of a client against its code, and its languages against Vietnamese.
 * @param folder absolute path that has `tsconfig.json`, `src/` and `src/locales/<language>/<namespace>.json`
 * @param spoken files below `src/` that have texts of their own on purpose
 * @returns a line for each fault, none when all is well
 */
export async function checkTexts(folder: string, spoken: readonly string[] = []): Promise<readonly string[]> {
  const computed = computedKeys(join(folder, 'tsconfig.json'))
  try {
    const config: I18nextToolkitConfig = {
      locales: LANGUAGES,
      plugins: [computed],
      extract: {
        input: speaking(folder),
        output: join(folder, 'src/locales/{{language}}/{{namespace}}.json'),
        sort: false,
      },
    }
    const { results, hasErrors } = await runExtractor(config, { isDryRun: true, quiet: true })
    const { files } = await runLinter({
      ...config,
      extract: { ...config.extract, input: [join(folder, 'src/**/*.tsx')] },
      lint: {
        ignore: spoken.map((file) => join(folder, 'src', file)),
        ignoredTags: ['Kbd'],
        checkConcatenation: 'off',
      },
    })
    return [
      ...(hasErrors ? ['Some files could not be read, see above.'] : []),
      ...[...computed.unknown].map(
        (place) => `${relative(folder, place)}: the compiler does not know which keys this may be, give it a type`,
      ),
      ...results.flatMap(keyFaults),
      ...placeholderFaults(results),
      ...Object.entries(files).flatMap(([file, faults]) =>
        faults
          .filter(isWords)
          .map(({ line, text }) => `${relative(folder, file)}:${line}: "${text}" stands in the code`),
      ),
      ...partFaults(folder),
    ]
  } finally {
    computed.close()
  }
}

/** Files that may ask for a text; the compiler answers what stands in the others. */
function speaking(folder: string): string[] {
  const files = globSync(join(folder, 'src/**/*.{ts,tsx}')).filter((file) => !file.endsWith('.test.ts'))
  return files.filter((file) => /useTranslation|TFunction/.test(readFileSync(file, 'utf8')))
}

/** Punctuation is the same in both languages. */
const isWords = ({ text }: { readonly text: string }) => /\p{L}/u.test(text)

/** Compares a file with what i18next-cli would write for the code. */
function keyFaults({ locale, namespace, existingTranslations, newTranslations }: TranslationResult): string[] {
  const there = flatTexts(existingTranslations)
  const used = flatTexts(newTranslations)
  const file = `src/locales/${locale}/${namespace}.json`
  return [
    ...[...used.keys()].filter((key) => !there.has(key)).map((key) => `${file}: ${key} is used and not there`),
    ...[...there.keys()].filter((key) => !used.has(key)).map((key) => `${file}: ${key} is there and not used`),
    ...[...there].filter(([, text]) => text.trim() === '').map(([key]) => `${file}: ${key} is empty`),
  ]
}
