import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../infra/bootstrap/paths.mjs'

/** Each with something that it does not take, and the words about that. */
const COMMANDS = [
  ['bench:join', 'load/benchJoin.ts', ['--run', '3'], "'--run'"],
  ['bench:wall', 'load/benchWall.ts', ['--rooms', '0'], '--rooms takes a whole number from 1, not "0"'],
  ['bench:floor', 'load/benchFloor.ts', ['--endpoints', '2'], '--endpoints takes a whole number from 3, not "2"'],
  [
    'bench:meeting',
    'load/benchMeeting.ts',
    ['--sites', '7,1'],
    '--sites takes whole numbers from 2, with commas between, not "7,1"',
  ],
  [
    'bench:sfu',
    'load/benchSfu.ts',
    ['--workers', 'one'],
    '--workers takes two of plain, faster or paths, with a comma between them, not "one"',
  ],
  ['bench:api', 'load/benchApi.ts', ['--only', 'mysql'], '--only takes sqlite or postgres, not "mysql"'],
  ['chaos', 'chaos/chaos.ts', ['--rooms', '4'], '--rooms takes a whole number from 5, not "4"'],
  ['chaos:record', 'chaos/chaosRecord.ts', ['--kills', 'many'], '--kills takes a whole number from 1, not "many"'],
  ['tests/load/farm/demo.ts', 'load/farm/demo.ts', ['20'], "'20'"],
] as const
const lines = ['tests/README.md', 'tests/load/farm/README.md', 'README.md'].flatMap((file) =>
  readFileSync(join(root, file), 'utf8').split('\n'),
)
const optionsIn = (text: string) =>
  [...new Set(Array.from(text.matchAll(/--([a-z]+)/g), ([, name = '']) => name))].toSorted()

function call(file: string, ...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((settle) => {
    execFile(process.execPath, [join(root, 'tests', file), ...args], (error, stdout, stderr) =>
      settle({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

test.each(COMMANDS)(
  '%s tells its options, which are those that a README names, and refuses anything else without a stack',
  async (command, file, wrong, words) => {
    const [help, refused] = await Promise.all([call(file, '--help'), call(file, ...wrong)])
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(help.stdout).toContain(command)
    // `chaos` is not `chaos:record`.
    const named = new RegExp(`${command.replaceAll('.', '\\.')}(?![:/\\w])`)
    expect(optionsIn(help.stdout)).toEqual(optionsIn(lines.filter((line) => named.test(line)).join('\n')))

    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toContain(words)
    expect(refused.stderr).toContain('usage:')
    expect(refused.stderr).not.toContain('    at ')
  },
  120_000,
)
