import { SetupError } from '../bootstrap/SetupError.mjs'
import { ensureOwnBuild } from './ensureWorker.ts'

// `npm run build:worker`: from then on the next start takes the worker that was built here, where it would have downloaded one.
try {
  console.log(`media worker: ${await ensureOwnBuild()}`)
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(`\n${error.message}`)
  process.exitCode = 1
}
process.disconnect?.()
