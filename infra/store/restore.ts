import { restore } from '../../signaling/src/db/transfer/restore.ts'
import { fromHere } from './fromHere.ts'
import { storeCommand } from './storeCommand.ts'

process.exitCode = await storeCommand(
  'restore',
  { operand: 'FILE', flags: ['force'] },
  async ({ operand, flags, dataDir, target, say }) => {
    await restore({ target, dataDir, file: fromHere(operand), force: flags.force, say })
  },
)
