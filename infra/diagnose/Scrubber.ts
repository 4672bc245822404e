import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { secretsOf, type Settings } from './scene/settings.ts'

const REMOVED = '(removed)'
/** A shorter one would take half of the words of a text with it. */
const SHORTEST = 8
const MOST_BYTES = 64 * 1024
/** Files of the data folder that are no secret, or hold far too much to be looked for. */
const NO_SECRET = /\.sqlite(?:-wal|-shm)?$|\.lock(?:\.json)?$|-cert\.pem$/

/** Patterns of what looks like a secret wherever it stands: tokens, signatures, passwords in addresses and fields. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\bBearer\s+[\w.~+/=-]+/g, `Bearer ${REMOVED}`],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, REMOVED],
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+@/gi, `$1${REMOVED}@`],
  [/([?&](?:token|code|secret|password|key|sig|signature|state)=)[^\s&"']+/gi, `$1${REMOVED}`],
  [
    /("(?:password|secret|token|refreshToken|accessToken|code|cookie|authorization|otp)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi,
    `$1"${REMOVED}"`,
  ],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g, REMOVED],
]

/** Takes the secrets of an office out of a text. */
export class Scrubber {
  readonly #secrets: readonly string[]

  private constructor(secrets: Iterable<string>) {
    // The longest first: one may be a part of another.
    this.#secrets = [...new Set(secrets)]
      .filter(({ length }) => length >= SHORTEST)
      .toSorted((a, b) => b.length - a.length)
  }

  /** Knows the secrets of the settings, of the files that those name, and of the data folder: keys, certificates' keys, first passwords. */
  static async of(dataDir: string, settings: Settings): Promise<Scrubber> {
    const named = Object.entries(settings).flatMap(([name, path]) =>
      /(?:_FILE|_KEY|_P12)$/.test(name) && path.startsWith('/') ? [path] : [],
    )
    const own = (await readdir(dataDir).catch(() => [])).filter((name) => !NO_SECRET.test(name))
    const texts = await Promise.all([...named, ...own.map((name) => join(dataDir, name))].map(readSmall))
    return new Scrubber([...secretsOf(settings), ...texts.flatMap(wordsOf)])
  }

  clean(text: string): string {
    let cleaned = text
    for (const secret of this.#secrets) cleaned = cleaned.replaceAll(secret, REMOVED)
    for (const [pattern, by] of PATTERNS) cleaned = cleaned.replace(pattern, by)
    return cleaned
  }
}

/** Words and not lines, because a log would not have a file's line ends. Comments are no secret. */
function wordsOf(text: string): string[] {
  const words = text.replaceAll(/^#.*$/gm, '').split(/[\s"',:{}[\]]+/)
  return words.filter((word) => !/^-----|-----$/.test(word))
}

/** Text of a file; empty for what is none, or cannot be read: who cannot read a secret has not written it anywhere. */
async function readSmall(path: string): Promise<string> {
  try {
    const found = await stat(path)
    return found.isFile() && found.size <= MOST_BYTES ? await readFile(path, 'latin1') : ''
  } catch {
    return ''
  }
}
