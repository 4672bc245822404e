import { execFileSync } from 'node:child_process'
import { SetupError } from '../bootstrap/SetupError.mjs'

/** Every Debian has these: libc6, libgcc-s1 and libstdc++6, which apt itself needs. */
const EVERYWHERE = /^(?:linux-vdso|ld-linux[-\w]*|libc|libm|libdl|librt|libpthread|libresolv|libgcc_s|libstdc\+\+)\.so/

/**
 * The shared libraries that a bare Debian lacks, of a worker that was built here.
 * @returns paths
 */
export function workerLibraries(worker: string): string[] {
  return librariesOf(execFileSync('ldd', [worker], { encoding: 'utf8' }))
}

/**
 * Reads what ldd(1) prints.
 * @throws SetupError when a library is missing here
 */
export function librariesOf(text: string): string[] {
  const lines = text.split('\n').flatMap((line) => {
    const match = /^\s*(?<name>\S+) => (?<path>not found|\/\S+)/.exec(line)
    return match?.groups ? [{ name: match.groups['name'] ?? '', path: match.groups['path'] ?? '' }] : []
  })
  const missing = lines.filter(({ path }) => path === 'not found').map(({ name }) => name)
  if (missing.length > 0)
    throw new SetupError(
      `The media worker does not run here, it lacks ${missing.join(', ')}. Build it: npm run build:worker`,
    )
  return lines.filter(({ name }) => !EVERYWHERE.test(name)).map(({ path }) => path)
}
