import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism, loadavg, release, totalmem, uptime } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../bootstrap/paths.mjs'

const Package = z.object({ version: z.string() })

/** What runs here: ours, what it stands on, and the machine. */
export function versions(): Readonly<Record<string, string>> {
  return {
    'Điểm Cầu': packageVersion(join(root, 'package.json')),
    commit: commit(),
    Node: process.version,
    mediasoup: packageVersion(join(root, 'node_modules', 'mediasoup', 'package.json')),
    SQLite: process.versions.sqlite ?? '',
    system: systemName(),
    kernel: `${release()} ${process.arch}`,
    processors: `${availableParallelism()}, load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
    memory: `${Math.round(totalmem() / 2 ** 20)} MB`,
    'up since': new Date(Date.now() - uptime() * 1000).toISOString(),
  }
}

function packageVersion(file: string): string {
  return existsSync(file) ? Package.parse(JSON.parse(readFileSync(file, 'utf8'))).version : 'not there'
}

/** Unpacked from an archive there is no git. */
function commit(): string {
  try {
    return execFileSync('git', ['-C', root, 'describe', '--always', '--dirty'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return 'unknown'
  }
}

function systemName(): string {
  const text = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return /^PRETTY_NAME="?([^"\n]*)/m.exec(text)?.[1] ?? process.platform
}
