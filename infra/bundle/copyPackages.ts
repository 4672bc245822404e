import { cpSync, existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { z } from 'zod'
import { root } from '../bootstrap/paths.mjs'
import { SetupError } from '../bootstrap/SetupError.mjs'

const Package = z.object({ dependencies: z.record(z.string(), z.string()).default({}) })

/** What is read at run time by its own path: mediasoup, and fonts. Everything else is in the programs. */
const PACKAGES = [
  { name: 'mediasoup', from: 'sfu' },
  { name: '@expo-google-fonts/tinos', from: 'signaling' },
  { name: '@fontsource/noto-sans-cham', from: 'signaling' },
  { name: '@fontsource/noto-serif-khmer', from: 'signaling' },
] as const

/** The worker's sources, what only builds need, and folders of packages: those of a package are copied by themselves. */
const LEFT_OUT = /^(?:worker|npm-scripts\.mjs)$|(?:^|\/)(?:node_modules|[^/]*\.(?:d\.ts|map|md|scss|css))$/
const KEPT = /(?:^|\/)(?:LICENSE|LICENCE)[^/]*$/i

/** Copies the packages that stay outside of the programs, and what they need, to where they lie in the checkout. */
export function copyPackages(folder: string): void {
  const seen = new Set<string>()
  const visit = (name: string, from: string): void => {
    const found = find(name, from)
    if (seen.has(found)) return
    seen.add(found)
    cpSync(found, join(folder, relative(root, found)), {
      recursive: true,
      filter: (path) => KEPT.test(path) || !LEFT_OUT.test(relative(found, path)),
    })
    const { dependencies } = Package.parse(JSON.parse(readFileSync(join(found, 'package.json'), 'utf8')))
    for (const needed of Object.keys(dependencies)) visit(needed, found)
  }
  for (const { name, from } of PACKAGES) visit(name, join(root, from))
}

/** As Node looks for packages: beside, then in each folder above. */
function find(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name)
    if (existsSync(join(path, 'package.json'))) return path
    if (folder === root || !folder.startsWith(root + sep))
      throw new SetupError(`The package ${name} is not there. Run npm ci, then the same command again.`)
  }
}
