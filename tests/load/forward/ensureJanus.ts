import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, symlinkSync } from 'node:fs'
import { ensurePackages } from '../../../infra/bootstrap/debianPackages.mjs'
import { SetupError } from '../../../infra/bootstrap/SetupError.mjs'

/** systemd starts no service whose unit leads nowhere (systemctl mask). */
const MASK = '/etc/systemd/system/janus.service'

/** Janus' version in its own words, or the reason why it cannot be had. */
export type JanusPresence = { readonly version: string } | { readonly missing: string }

/**
 * Debian's Janus, installed if need be. Its package would also start it as a service at each boot; the bench starts
 * its own, so that service stays masked where it was not there before.
 */
export async function ensureJanus(): Promise<JanusPresence> {
  const before = presentJanus()
  if ('version' in before) return before
  const masks = process.getuid?.() === 0 && existsSync('/etc/systemd/system') && !existsSync(MASK)
  if (masks) symlinkSync('/dev/null', MASK)
  try {
    await ensurePackages(['janus'], 'the media server that the bench compares with')
  } catch (error) {
    if (masks) rmSync(MASK, { force: true })
    if (!(error instanceof SetupError)) throw error
    return { missing: error.message }
  }
  return presentJanus()
}

/** The same without installing anything. */
export function presentJanus(): JanusPresence {
  const { status, stdout } = spawnSync('janus', ['--version'], { encoding: 'utf8' })
  if (status === null) return { missing: 'there is no program "janus" here' }
  return { version: /\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? 'unknown' }
}
