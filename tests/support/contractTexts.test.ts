import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

const contract = join(import.meta.dirname, '../../signaling/contract')

/** These files may have words, for the reasons given. */
const SPOKEN: Readonly<Record<string, string>> = {
  'documents/minutesPaper.ts': 'the paper is the same on the page, in PDF and in DOCX; Decree 30/2020 has its words',
  'documents/officialTime.ts': 'the same papers, and letters',
  'documents/smallKinds.ts': 'names of units within a sentence of them',
  'core/browsers.ts': 'a browser has the name that it gives itself (Cốc Cốc)',
  'core/vietnamTime.ts': 'names of weekdays, once for both sides',
  'text/foldText.ts': 'letters, no words',
}

const withoutComments = (source: string) => source.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '')

/** Vietnamese in literals, and words in both languages side by side. */
const TEXTS = /[\u00c0-\u1ef9]|\b(?:vi|en):\s*['"`{]/

test('the contract has codes and shapes, no texts for people but those of official papers', () => {
  const speaking = globSync('**/*.ts', { cwd: contract, exclude: (path) => path.includes('node_modules') })
    .filter((file) => !file.endsWith('.test.ts'))
    .filter((file) => TEXTS.test(withoutComments(readFileSync(join(contract, file), 'utf8'))))
    .map((file) => relative(contract, join(contract, file)))
  expect(speaking.toSorted()).toEqual(Object.keys(SPOKEN).toSorted())
})
