/**
 * `npm run structure`: which folder imports which, and which file writes which table, from the code itself. Fails on folders that
 * import each other, on tables with more than one file that writes them, and when the pictures in the READMEs are not what the code
 * is; `npm run structure -- --write` draws them anew.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../bootstrap/paths.mjs'
import { circlesOf } from './folderGraph.ts'
import { pictureOf, pictureOfPackages } from './picture.ts'
import { readImports } from './readImports.ts'
import { readTableWrites, scatteredWrites } from './tableWrites.ts'

const SHOWN_TIES = 8
const mayWrite = process.argv.includes('--write')

const imports = readImports(root)
const circles = circlesOf(imports)
for (const { folders, ties } of circles) {
  console.error(`\nThese folders import each other: ${folders.join(', ')}`)
  for (const { from, to } of ties.slice(0, SHOWN_TIES)) console.error(`  ${from} -> ${to}`)
  if (ties.length > SHOWN_TIES) console.error(`  and ${ties.length - SHOWN_TIES} more`)
}
if (circles.length > 0)
  console.error(
    '\nA folder is a room with one door: move the file, or let the lower folder name what it needs as a type of its own.',
  )

const scattered = scatteredWrites(readTableWrites(root))
if (scattered.length > 0)
  console.error(
    `\nThese tables are written in more than one place:\n  ${scattered.join('\n  ')}\n` +
      'What may become of a row is read in one file: call its functions, or add one there.',
  )

const pictures = {
  'README.md': pictureOfPackages(imports),
  'sfu/README.md': pictureOf(imports, 'sfu/src'),
  'signaling/README.md': pictureOf(imports, 'signaling/src'),
  'web-client/README.md': pictureOf(imports, 'web-client/src'),
}
const stale = Object.entries(pictures).filter(([file, picture]) => !draw(join(root, file), picture))
for (const [file] of stale)
  console.error(`\nThe picture of folders in ${file} is not what the code is: npm run structure -- --write`)
process.exitCode = circles.length + scattered.length + stale.length > 0 ? 1 : 0

/** Writes the picture if it may. @returns whether the file has it */
function draw(path: string, picture: string): boolean {
  const text = readFileSync(path, 'utf8')
  const drawn = text.replace(
    /(<!-- folders -->\n)[\s\S]*?(\n<!-- \/folders -->)/,
    (_, before: string, after: string) => `${before}${picture}${after}`,
  )
  if (drawn === text) return text.includes(picture)
  if (!mayWrite) return false
  writeFileSync(path, drawn)
  return true
}
