import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/** A part that comes when it is needed, with the texts that come along: `withTexts(['home'], import('./Page.tsx'))`, `import('./qr.ts')`. */
const PART = /(?:withTexts\(\s*\[([^\]]*)\],\s*)?(?<!typeof )\bimport\('(\.[^']+)'\)/g
const IMPORT = /^(?:import|export)\s(?!type\b)(?:[^'"]*?\sfrom\s)?'(\.[^']+\.tsx?)'/gm
const SPOKEN = /useTranslation\(([^)]*)\)|\bns: ('\w+')|TFunction<([^>]*)>/g
/** It comes with the first page. */
const ALWAYS = 'translation'

/** Namespaces that a module and all that it imports speak with, sorted, but for the one that is always here. */
function textsOf(module: string): readonly string[] {
  const seen = new Set<string>()
  const found = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file) || !existsSync(file)) return
    seen.add(file)
    const code = readFileSync(file, 'utf8')
    for (const [, ...lists] of code.matchAll(SPOKEN)) for (const name of quoted(lists.join(''))) found.add(name)
    for (const [, path] of code.matchAll(IMPORT)) if (path) visit(resolve(dirname(file), path))
  }
  visit(module)
  found.delete(ALWAYS)
  return [...found].toSorted()
}

/** A line for each part that does not bring all its texts, or texts that it does not need; the first page has `translation` alone. */
export function partFaults(folder: string): readonly string[] {
  const src = join(folder, 'src')
  const files = globSync('**/*.{ts,tsx}', { cwd: src }).filter((file) => !file.endsWith('.test.ts'))
  const first = textsOf(join(src, 'main.tsx'))
  const early =
    first.length > 0 ? [`src/main.tsx: the first page speaks with [${first.join(', ')}], which comes later`] : []
  return early.concat(
    files.flatMap((name) => {
      const file = join(src, name)
      return [...readFileSync(file, 'utf8').matchAll(PART)].flatMap(([, given, path]) => {
        const needed = textsOf(resolve(dirname(file), path ?? '')).join(', ')
        const brought = quoted(given ?? '')
          .toSorted()
          .join(', ')
        return needed === brought
          ? []
          : [`${relative(folder, file)}: ${path} needs withTexts of [${needed}], has [${brought}]`]
      })
    }),
  )
}

const quoted = (list: string): string[] => [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name ?? '')
