import { backup } from '../../signaling/src/db/transfer/backup.ts'
import { fromHere } from './fromHere.ts'
import { storeCommand } from './storeCommand.ts'

process.exitCode = await storeCommand(
  'backup',
  { operand: 'FILE', flags: [] },
  async ({ operand, dataDir, target, say }) => {
    await backup({ target, dataDir, file: fromHere(operand), say })
  },
)
