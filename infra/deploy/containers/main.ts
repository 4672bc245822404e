/**
 * `npm run deploy:compose -- --address IP --tag TAG --out FOLDER [...]`: a folder in which `docker compose up -d` starts an office with everything twice or thrice.
 */
import { parseArgs } from 'node:util'
import { SetupError } from '../../bootstrap/SetupError.mjs'
import { fromHere } from '../../store/fromHere.ts'
import { configure } from './configure.ts'

const USAGE =
  'Cách dùng / usage: npm run deploy:compose -- --address IP --tag TAG --out FOLDER [--name NAME] [--unit CODE=NAME] [--demo 2016|2025] [--cert FILE --key FILE]'

try {
  const { values } = parseArgs({
    options: {
      address: { type: 'string' },
      tag: { type: 'string' },
      out: { type: 'string' },
      name: { type: 'string' },
      unit: { type: 'string' },
      demo: { type: 'string' },
      cert: { type: 'string' },
      key: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const { address, tag, out, name, unit, demo, cert, key } = values
  if (values.help === true) console.log(USAGE)
  else {
    const isDemo = demo === undefined || demo === '2016' || demo === '2025'
    if (!address || !tag || !out || !isDemo || (cert === undefined) !== (key === undefined)) throw new SetupError(USAGE)
    if (process.getuid?.() !== 0) throw new SetupError('Hãy chạy bằng quyền root (sudo) / run it as root (sudo)')
    const folder = fromHere(out)
    await configure(folder, {
      address,
      tag,
      ...(name !== undefined && { name }),
      ...(unit !== undefined && { firstUnit: unit }),
      ...(demo !== undefined && { demo }),
      ...(cert !== undefined && key !== undefined && { cert: fromHere(cert), key: fromHere(key) }),
    })
    console.log(`cd ${folder} && docker compose up -d`)
  }
} catch (error) {
  if (!(error instanceof SetupError) && !(error instanceof TypeError)) throw error
  console.error(`\n${error.message}`)
  process.exitCode = 1
}
process.disconnect?.()
