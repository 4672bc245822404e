import { storeTarget } from '../../signaling/src/db/engine/storeTarget.ts'
import { moveStore, undoMove } from '../../signaling/src/db/transfer/moveStore.ts'
import { TransferError } from '../../signaling/src/db/transfer/TransferError.ts'
import { storeCommand } from './storeCommand.ts'

process.exitCode = await storeCommand(
  'move-store',
  { operand: 'postgres://user:password@host/database', flags: ['force', 'undo'] },
  async ({ operand, flags, dataDir, target, say }) => {
    // The setting may be changed already: the file of the data folder is still what is moved.
    const from = target.dialect === 'sqlite' ? target : storeTarget(null, dataDir)
    if (from.dialect !== 'sqlite') throw new TransferError('Only SQLite is moved.')
    if (flags.undo) {
      await undoMove(from)
      say(`${from.label} is used again; what was written to PostgreSQL is not in it`)
      return
    }
    const to = storeTarget(operand, dataDir)
    if (to.dialect !== 'postgres')
      throw new TransferError('The target is a PostgreSQL database: postgres://user:password@host:5432/database')
    const sums = await moveStore({ from, to, force: flags.force, say })
    const rows = [...sums.values()].reduce((sum, table) => sum + table.rows, 0)
    say(`done: ${sums.size} tables, ${rows} rows, the same on both sides`)
    say(
      'now set DIEM_CAU_DATABASE to that address (in the environment of npm start) and start again; papers and keys stay in the data folder',
    )
  },
)
