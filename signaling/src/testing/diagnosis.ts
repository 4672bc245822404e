import type { Diagnosis } from '@diem-cau/signaling-contract/operations'
import type { TestSocket } from './startOffice.ts'

/** What a page in good health says of itself. */
export const diagnosis: Diagnosis = {
  facts: {
    browser: 'Chrome 141',
    system: 'Windows 11',
    camera: 'Logitech C920',
    microphone: 'Jabra Speak 750',
    loudspeaker: null,
    path: 'udp',
    address: null,
    codecs: 'VP8, Opus',
    cores: 4,
    screen: '1920x1080',
  },
  samples: [[31], [null]],
  troubles: [{ trouble: 'echo', forMs: 12_000 }],
  media: 'running',
  sources: [{ source: 'mic', wanted: true, on: true, muted: false, width: null, height: null, frames: null }],
  devices: { cameras: ['Logitech C920'], microphones: [], loudspeakers: [] },
  page: { hidden: false, age: 600, agent: 'Mozilla/5.0' },
}

/** This client answers when it is asked how it is. */
export function answersDiagnoses(socket: TestSocket, answer: unknown = diagnosis): void {
  socket.raw.on('notice', (notice: { name: string; askId?: string }) => {
    if (notice.name === 'diagnosisAsked')
      void socket.send('endpoint:diagnosis', { askId: notice.askId, diagnosis: answer })
  })
}
