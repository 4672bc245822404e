import { parseArgs } from 'node:util'
import { resolve } from 'node:path'
import { StartupError } from '../../signaling/src/db/engine/StartupError.ts'
import { type StoreTarget, storeTarget } from '../../signaling/src/db/engine/storeTarget.ts'
import { type Progress, TransferError } from '../../signaling/src/db/transfer/TransferError.ts'
import { root } from '../bootstrap/paths.mjs'
import { asTyped } from './asTyped.ts'

export interface StoreCommand {
  /** Words before the options. */
  readonly operand: string
  readonly flags: { readonly force: boolean; readonly undo: boolean }
  readonly dataDir: string
  readonly target: StoreTarget
  readonly say: Progress
}

/**
 * Runs one command of the store: the same --data and DIEM_CAU_DATABASE as the server's, progress with the
 * seconds since the start, and what a person can mend said without a stack.
 * @param operand what must be given, for the usage; null = nothing
 * @returns exit code
 */
export async function storeCommand(
  name: string,
  { operand, flags }: { operand: string | null; flags: readonly ('force' | 'undo')[] },
  work: (command: StoreCommand) => Promise<void>,
): Promise<number> {
  const started = Date.now()
  const usage =
    `usage: ${asTyped(name)} ${[operand, ...flags.map((flag) => `[--${flag}]`), '[--data FOLDER]'].filter((part) => part !== null).join(' ')}\n` +
    'The database is that of the server: DIEM_CAU_DATABASE (a file, or postgres://…), else the one in the data folder (DIEM_CAU_DATA, .data).'
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        force: { type: 'boolean' },
        undo: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help === true) {
      console.log(usage)
      return 0
    }
    const wanted = operand === null || values.undo === true ? 0 : 1
    const unknown = (['force', 'undo'] as const).filter((flag) => values[flag] === true && !flags.includes(flag))
    if (positionals.length !== wanted || unknown.length > 0) throw new TransferError(usage)
    const dataDir = resolve(root, values.data ?? (process.env.DIEM_CAU_DATA?.trim() || '.data'))
    await work({
      operand: positionals[0] ?? '',
      flags: { force: values.force ?? false, undo: values.undo ?? false },
      dataDir,
      target: storeTarget(process.env.DIEM_CAU_DATABASE, dataDir),
      say: (line) => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`),
    })
    return 0
  } catch (error) {
    if (error instanceof StartupError) console.error(`\n${error.vi}\n\n${error.en}`)
    else if (error instanceof TransferError || isArgumentError(error)) console.error(`\n${error.message}`)
    // An error that nobody foresaw is printed with its stack, which helps to find its cause.
    else console.error('\nThis was not foreseen; nothing was changed.\n', error)
    return 1
  } finally {
    process.disconnect?.()
  }
}

function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}
