import { controlUrl, serverUrl } from './scene/addressesOf.ts'
import { ask, why } from './scene/ask.ts'
import type { Result } from './diagnose.ts'
import { lastLines } from './scene/logLines.ts'
import { reportText } from './reportText.ts'
import type { Scene } from './scene/Scene.ts'
import { Scrubber } from './Scrubber.ts'
import { shownSettings } from './scene/settings.ts'
import { versions } from './versions.ts'
import type { Texts } from './writeArchive.ts'

/** Everything that who helps from afar asks for, as it may be read by anybody: the secrets of the office are taken out of every text. */
export async function gather(scene: Scene, results: readonly Result[]): Promise<Texts> {
  const scrubber = await Scrubber.of(scene.dataDir, scene.settings)
  const texts = new Map([
    ['report.txt', `${reportText(results)}\n`],
    ['report.json', `${JSON.stringify(reportJson(scene, results), null, 2)}\n`],
  ])
  for (const { name, lines } of await lastLines(scene.dataDir))
    texts.set(`logs/${name}`, lines.map(({ text }) => `${text}\n`).join(''))
  const { signaling, mediaNode, settings } = scene
  if (signaling !== null) await addMetrics('signaling', serverUrl(settings), settings['DIEM_CAU_METRICS_TOKEN'])
  if (mediaNode !== null) await addMetrics('sfu', controlUrl(settings))
  return new Map([...texts].map(([name, text]) => [name, scrubber.clean(text)]))

  async function addMetrics(name: string, url: string | null, token?: string) {
    if (url === null) return
    const text = await ask(`${url}/metrics`, { trust: 'any', token }).then(
      ({ body }) => body,
      (error: unknown) => `${why(error)}\n`,
    )
    texts.set(`metrics/${name}.txt`, text)
  }
}

/** For programs: the findings as the text has them, with versions and settings. */
export function reportJson(scene: Scene, results: readonly Result[]): object {
  return {
    at: new Date(scene.now).toISOString(),
    versions: versions(),
    dataFolder: scene.dataDir,
    running: { signaling: scene.signaling !== null, mediaNode: scene.mediaNode !== null },
    settings: shownSettings(scene.settings),
    findings: results,
  }
}
