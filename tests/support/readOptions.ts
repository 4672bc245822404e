import { parseArgs } from 'node:util'

/** One option of a bench: what it takes, and what a wrong value is told. */
interface Option<T> {
  readonly takes: string
  readonly fallback: string | undefined
  /** @returns undefined for a value that will not do */
  readonly read: (text: string) => T | undefined
}
type Values<O> = { [Name in keyof O]: O[Name] extends Option<infer T> ? T : never }

/** A whole number from `least` on. */
export function whole(fallback: number, least: number): Option<number> {
  return {
    takes: `a whole number from ${least}`,
    fallback: String(fallback),
    read: (text) => (/^\d+$/.test(text) && Number(text) >= least ? Number(text) : undefined),
  }
}

/** Whole numbers from `least` on, with commas between. */
export function wholes(fallback: readonly number[], least: number): Option<number[]> {
  return {
    takes: `whole numbers from ${least}, with commas between`,
    fallback: fallback.join(','),
    read: (text) => {
      const numbers = text.split(',').map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN))
      return numbers.every((number) => number >= least) ? numbers : undefined
    },
  }
}

/** One of these words, or null when it is left out. */
export function oneOf<const Word extends string>(words: readonly Word[]): Option<Word | null> {
  return { takes: words.join(' or '), fallback: undefined, read: (text) => words.find((word) => word === text) }
}

/** The path of a file, or null when it is left out. */
export const file: Option<string | null> = { takes: 'a path', fallback: undefined, read: (text) => text || undefined }

/** Two words or paths with a comma between them, or null when it is left out. */
export const two = (what: string): Option<readonly [string, string] | null> => ({
  takes: `two of ${what}, with a comma between them`,
  fallback: undefined,
  read: (text) => {
    const [first, second, ...more] = text.split(',')
    return first && second && more.length === 0 ? [first, second] : undefined
  },
})

/**
 * The options of a bench from its arguments: those given here, `--json` (the result alone, as one line of JSON), and the flags.
 * `--help` prints them and ends the process; what a person wrote wrong is said without a stack, exit code 1.
 */
export function readOptions<O extends Record<string, Option<unknown>>, Flag extends string = never>(
  command: string,
  options: O,
  flags: readonly Flag[] = [],
): Values<O> & Record<Flag | 'json', boolean> {
  const switches = [...flags, 'json'] as const
  const usage = [
    `usage: ${command} ${switches.map((name) => `[--${name}]`).join(' ')}`,
    ...Object.entries(options).map(
      ([name, { takes, fallback }]) =>
        `  --${name.padEnd(10)} ${takes}${fallback === undefined ? '' : ` (${fallback})`}`,
    ),
  ].join('\n')
  try {
    const { values } = parseArgs({
      options: {
        ...Object.fromEntries(Object.keys(options).map((name) => [name, { type: 'string' as const }])),
        ...Object.fromEntries([...switches, 'help'].map((name) => [name, { type: 'boolean' as const }])),
      },
    })
    if (values['help'] === true) {
      console.log(usage)
      process.exit(0)
    }
    const read = Object.entries(options).map(([name, option]) => {
      const text = values[name] ?? option.fallback
      if (typeof text !== 'string') return [name, null]
      const value = option.read(text)
      if (value === undefined) throw new WrongOption(`--${name} takes ${option.takes}, not "${text}".`)
      return [name, value]
    })
    return Object.fromEntries([...read, ...switches.map((name) => [name, values[name] === true])]) as Values<O> &
      Record<Flag | 'json', boolean>
  } catch (error) {
    if (!(error instanceof WrongOption || isArgumentError(error))) throw error
    console.error(`${error.message}\n\n${usage}`)
    return process.exit(1)
  }
}

class WrongOption extends Error {}

function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}
