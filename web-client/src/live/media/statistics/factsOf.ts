import { fitLine } from '@diem-cau/signaling-contract'
import type { EndpointFacts } from '@diem-cau/signaling-contract/operations'
import type { NetworkCameraFault } from '../networkCamera.ts'
import type { Browser } from './browserOf.ts'
import { addressOf, networkOf, pathOf, waysOf } from './pathOf.ts'
import { growth, type Reading, rowNamed, rowsOf, textIn } from './readings.ts'

interface Place {
  readonly browser: Browser
  readonly camera: string | null
  readonly microphone: string | null
  readonly loudspeaker: string | null
  readonly cores: number | null
  /** Left out where it is not the room's camera. */
  readonly networkCamera?: NetworkCameraFault
  readonly screen: { readonly width: number; readonly height: number; readonly ratio: number }
}

/** What describes this room's line and is no number. Names come from the browser and the devices, of whatever length. */
export function factsOf(reading: Reading, { browser, screen, ...place }: Place): EndpointFacts {
  const [way] = waysOf(reading)
  const name = (text: string | null, max: number) => (text === null || text === '' ? null : fitLine(text, max))
  return {
    browser: fitLine([browser.name, browser.version].filter((part) => part !== null).join(' '), 100),
    system: fitLine(browser.system, 100),
    camera: name(place.camera, 200),
    microphone: name(place.microphone, 200),
    loudspeaker: name(place.loudspeaker, 200),
    path: way ? pathOf(way) : null,
    network: way ? networkOf(way) : null,
    address: way ? name(addressOf(way), 100) : null,
    codecs: fitLine(codecsIn(reading).join(', '), 100),
    cores: place.cores === null ? null : Math.min(1024, Math.max(0, Math.round(place.cores))),
    ...(place.networkCamera !== undefined && { networkCamera: place.networkCamera }),
    screen: fitLine(`${screen.width}x${screen.height}${screen.ratio === 1 ? '' : ` @${screen.ratio}`}`, 40),
  }
}

/** The codecs in use both ways, as people call them: opus, VP8. */
function codecsIn(reading: Reading): string[] {
  const used = [...rowsOf(reading, 'outbound-rtp'), ...rowsOf(reading, 'inbound-rtp')].flatMap(([key, row]) => {
    const carries = growth(null, key, row, 'packetsSent') ?? growth(null, key, row, 'packetsReceived') ?? 0
    const codec = rowNamed(reading, key, textIn(row, 'codecId'))
    return carries > 0 ? (textIn(codec, 'mimeType')?.split('/')[1] ?? []) : []
  })
  return [...new Set(used)].toSorted()
}
