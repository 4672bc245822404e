import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parseSync } from 'oxc-parser'
import type { Import } from './folderGraph.ts'

/** A test may look into any room; what tests share is no part of the house. */
const OUTSIDE = /(\.test\.tsx?|\.d\.ts)$|\/testing\//

const PACKAGES: Readonly<Record<string, string>> = {
  '@diem-cau/sfu-contract': 'sfu/contract/index.ts',
  '@diem-cau/signaling-contract': 'signaling/contract/index.ts',
  '@diem-cau/signaling-contract/documents': 'signaling/contract/documents/index.ts',
  '@diem-cau/signaling-contract/office': 'signaling/contract/office/index.ts',
}

/**
 * Reads what the tracked source files of a repository import of each other, types too: a name of a type ties two rooms as a value does.
 * @param root folder of the work tree
 * @throws Error for a file that is no TypeScript
 */
export function readImports(root: string): Import[] {
  const tracked = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'],
    { cwd: root, encoding: 'utf8' },
  ).split('\0')
  const files = new Set(tracked.filter((file) => file !== '' && !OUTSIDE.test(file)))
  return [...files].flatMap((from) =>
    specifiersOf(from, readFileSync(join(root, from), 'utf8')).flatMap((specifier) => {
      const to = PACKAGES[specifier] ?? (specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : '')
      return files.has(to) ? [{ from, to }] : []
    }),
  )
}

function specifiersOf(file: string, text: string): string[] {
  const { module, errors } = parseSync(file, text)
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`)
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
  )
  // The parser tells only where the argument of an import() stands.
  const later = module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1))
  return [...new Set([...module.staticImports.map(({ moduleRequest }) => moduleRequest.value), ...exported, ...later])]
}
