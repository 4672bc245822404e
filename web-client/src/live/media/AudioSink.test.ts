import { LegId, ParticipantId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { asTrack } from '../testing/FakeDevice.ts'
import { FakeTrack } from '../testing/fakeBrowser.ts'
import { usePage } from '../testing/usePage.ts'
import type { RemoteStream } from './arrival.ts'
import { AudioSink } from './AudioSink.ts'

usePage()

const ward = ParticipantId.parse('ward')

function stream(id: string, kind: 'audio' | 'video' = 'audio'): RemoteStream {
  const track = asTrack(new FakeTrack(kind))
  return {
    participantId: ward,
    source: 'mic',
    consumerId: id,
    producerId: 'p',
    leg: LegId.parse(1),
    track,
    isLast: false,
  }
}

/** A sink, and what of these is played by an element: `heard`, or in silence. */
function sink() {
  const made: HTMLAudioElement[] = []
  const create = document.createElement.bind(document)
  document.createElement = (name: string) => {
    const element = create(name)
    if (name === 'audio') made.push(element as HTMLAudioElement)
    return element
  }
  const played = ({ track }: RemoteStream) => {
    const element = made.find(
      ({ srcObject }) => srcObject instanceof MediaStream && srcObject.getTracks().includes(track),
    )
    return element ? (element.muted ? 'in silence' : 'heard') : 'not'
  }
  return { audio: new AudioSink(), made, played }
}

test('exactly the audio is played, and an element goes with its track', () => {
  const { audio, made, played } = sink()
  const [mic, camera] = [stream('c1'), stream('c2', 'video')]
  audio.show([mic, camera])
  audio.show([mic, camera])
  expect([made.length, played(mic)]).toEqual([1, 'heard'])
  audio.show([])
  expect(played(mic)).toBe('not')
})

test('5.14 what comes instead plays in silence until it is heard, and then the other one is not any more', () => {
  const { audio, made, played } = sink()
  const [old, next] = [stream('old'), stream('next')]
  audio.show([old], [next])
  expect([played(old), played(next)]).toEqual(['heard', 'in silence'])
  audio.show([next])
  expect([played(old), played(next), made.length]).toEqual(['not', 'heard', 2])
})
