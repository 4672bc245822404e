/**
 * `npm run diagnose [-- FILE]`: looks at this machine, the server and its data, and says what is wrong first. With FILE what was
 * found, versions, settings and the ends of the logs are put into an archive, without secrets. Ends with 1 when something is wrong,
 * with 2 when it could not be asked.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../bootstrap/paths.mjs'
import { asTyped } from '../store/asTyped.ts'
import { fromHere } from '../store/fromHere.ts'
import { diagnose } from './diagnose.ts'
import { findRunning } from './scene/findRunning.ts'
import { gather, reportJson } from './gather.ts'
import { reportText } from './reportText.ts'
import type { Scene } from './scene/Scene.ts'
import { Scrubber } from './Scrubber.ts'
import { ownSettings } from './scene/settings.ts'
import { writeArchive } from './writeArchive.ts'

const USAGE =
  `Cách dùng / usage: ${asTyped('diagnose')} [FILE.tar.gz] [--json] [--data FOLDER] [--time-server HOST]\n` +
  'FILE: để gửi cho người hỗ trợ, không có mật khẩu / to be sent to who helps, without secrets.'
const CANNOT_BE_ASKED = 2

process.exitCode = await main()
process.disconnect?.()

async function main(): Promise<number> {
  const options = readOptions()
  if (typeof options === 'number') return options
  const { file, isJson, dataDir, timeServer } = options
  const { signaling, mediaNode } = findRunning(dataDir)
  const scene: Scene = {
    dataDir,
    now: Date.now(),
    signaling,
    mediaNode,
    settings: signaling === null ? ownSettings(process.env) : { ...mediaNode?.settings, ...signaling.settings },
    timeServer,
  }
  const results = await diagnose(scene)
  const scrubber = await Scrubber.of(dataDir, scene.settings)
  console.log(scrubber.clean(isJson ? JSON.stringify(reportJson(scene, results), null, 2) : `\n${reportText(results)}`))
  if (file !== null) {
    try {
      await writeArchive(file, await gather(scene, results), scene.now)
    } catch (error) {
      console.error(`\n${file}: ${error instanceof Error ? error.message : String(error)}`)
      return CANNOT_BE_ASKED
    }
    if (!isJson) console.log(`\n${file}`)
  }
  return results.some(({ level }) => level === 'problem') ? 1 : 0
}

/** @returns an exit code when there is nothing to do */
function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        json: { type: 'boolean' },
        'time-server': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help === true) {
      console.log(USAGE)
      return 0
    }
    if (positionals.length > 1) throw new Error(`Only one FILE: ${positionals.join(' ')}`)
    const [file] = positionals
    return {
      file: file === undefined ? null : fromHere(file),
      isJson: values.json === true,
      dataDir: resolve(root, values.data ?? (process.env.DIEM_CAU_DATA?.trim() || '.data')),
      timeServer: values['time-server'] ?? null,
    }
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
    return CANNOT_BE_ASKED
  }
}
