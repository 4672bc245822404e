/**
 * `npm run test:readiness -- [--json] [--only WORDS] [--healthy N] [--apart SECONDS]` (root): things go wrong by script in an enrolled room, a real browser on a
 * computer of its own; it tests itself, and is mended. Told is how many were found and named rightly within 20 s, how soon it was told
 * that they are mended, and what healthy rooms were told to have: the real one, and 84 of the farm that say over the office's API what a room's
 * page says, so that the board is full; exit code 1 when anything was wrong. `--healthy 6 --apart 600` is the hour before a meeting.
 */
import { SetupError } from '../../infra/bootstrap/SetupError.mjs'
import { endWhenAsked } from '../support/endWhenAsked.ts'
import { readOptions, whole } from '../support/readOptions.ts'
import { roomFaults } from './faults/faults.ts'
import { isProved, stageRoomFaults } from './stageRoomFaults.ts'

endWhenAsked()
const { json, only, healthy, apart } = readOptions('npm run test:readiness --', {
  only: { takes: 'words of the faults to stage', fallback: undefined, read: (text) => text || undefined },
  healthy: whole(5, 0),
  apart: whole(0, 0),
})

try {
  const faults = roomFaults.filter(({ name, expects }) => only === null || `${name} ${expects}`.includes(only))
  if (faults.length === 0) throw new SetupError(`No fault has "${only}" in its name.`)
  const { staged, healthy: well } = await stageRoomFaults(faults, { runs: healthy, apartMs: apart * 1000 }, (what) =>
    console.error(what),
  )
  const found = staged.filter(({ isFound }) => isFound).length
  const namedRight = staged.filter(({ isNamedRight }) => isNamedRight).length
  const falseRed = well.falseRed.length + well.board.falseRed.length
  if (json)
    console.log(JSON.stringify({ staged: staged.length, found, namedRight, falseRed, healthy: well, faults: staged }))
  else console.log(`${found} of ${staged.length} faults were found, ${namedRight} named rightly, ${falseRed} false red`)
  if (!staged.every(isProved) || falseRed > 0) process.exitCode = 1
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
process.disconnect?.()
