import { CameraRefusal } from './CameraRefusal.ts'

/** The picture of a camera, as it describes it. */
export type VideoTrack = {
  readonly payloadType: number
  /** Where it is set up, made whole with the address it was described by. */
  readonly url: string
  /** Parameter sets (SPS, PPS) that need not come in the stream. */
  readonly parameterSets: readonly Buffer[]
}

/**
 * The first picture of H.264 in a camera's description (SDP, RFC 4566 and 6184).
 * @param base the address that relative ones belong to
 * @throws CameraRefusal `codec` when its picture is of another one, `strange` when it has none
 */
export function videoTrack(sdp: string, base: string): VideoTrack {
  const [, ...media] = sdp.split(/^(?=m=)/m).map((part) => part.split(/\r?\n/))
  const videos = (sdp.startsWith('m=') ? [sdp.split(/\r?\n/), ...media] : media).filter((lines) =>
    lines[0]?.startsWith('m=video '),
  )
  if (videos.length === 0) throw new CameraRefusal('strange', 'it describes no picture')
  const codecs: string[] = []
  for (const lines of videos) {
    const values = (name: string) =>
      lines.filter((line) => line.startsWith(`a=${name}:`)).map((line) => line.slice(name.length + 3).trim())
    for (const map of values('rtpmap')) {
      const [, payloadType = '', codec = '', rate] = /^(\d+)\s+([^/]+)\/(\d+)/.exec(map) ?? []
      codecs.push(codec)
      if (codec.toUpperCase() !== 'H264' || rate !== '90000') continue
      const format = values('fmtp').find((line) => line.startsWith(`${payloadType} `)) ?? ''
      const [, sets = ''] = /sprop-parameter-sets=([^;\s]+)/i.exec(format) ?? []
      const parameterSets = sets.split(',').map((set) => Buffer.from(set, 'base64'))
      return {
        payloadType: Number(payloadType),
        url: whole(values('control')[0] ?? '*', base),
        parameterSets: parameterSets.filter(({ length }) => length > 1),
      }
    }
  }
  throw new CameraRefusal('codec', `its picture is ${codecs.join(', ') || 'of no codec that has a name'}, not H.264`)
}

function whole(control: string, base: string): string {
  if (control === '*') return base
  if (/^rtsp:/i.test(control)) return control
  return base.endsWith('/') || control.startsWith('/')
    ? `${base.replace(/\/$/, '')}/${control.replace(/^\//, '')}`
    : `${base}/${control}`
}
