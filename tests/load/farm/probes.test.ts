import { once } from 'node:events'
import type { RtpParameters } from '@diem-cau/sfu-contract'
import { expect, onTestFinished, test } from 'vitest'
import { ensureWorker } from '../../../infra/worker/ensureWorker.ts'
import { BareSfu, consume, produce } from './BareSfu.ts'
import { Farm } from './Farm.ts'

/** The stream that a mediasoup worker tries a line with (worker/include/RTC/RTP/ProbationGenerator.hpp). */
const PROBATION_SSRC = 1234
const LINES = 8
/** Below what the camera's largest layer takes, and what the line is then tried for, as WeakLine does, in bits a second. */
const LIMIT = 300_000
const TRY = 600_000
/** A try has at least so many packets. */
const PROBES = 5

const worker = await ensureWorker()

/** mediasoup 3.27 as it comes sends no probes to half of its transports (infra/worker/overlay/patches/probation-numbers.patch). */
test.skipIf(worker.origin === 'prebuilt')(
  '21.8 a worker tries each of its lines, however many were made after it',
  async () => {
    using sfu = await BareSfu.start(worker.path)
    const farm = await Farm.start()
    onTestFinished(() => farm.close())
    const sender = await sfu.connect(farm)
    const camera = await produce(sender.server, await sender.far.produceVideo())
    const lines = []
    for (let n = 0; n < LINES; n++) {
      const line = await sfu.connect(farm)
      const { consumer } = await consume(sfu, line, camera, { spatialLayer: 2 })
      const { codecs, headerExtensions } = consumer.rtpParameters
      await line.far.consume({ codecs, headerExtensions, encodings: [{ ssrc: PROBATION_SSRC }] } as RtpParameters)
      lines.push(line)
    }
    // The second time that it tells, the estimator has come down to the limit.
    await Promise.all(
      lines.map(async ({ server }) => {
        await server.setMaxOutgoingBitrate(LIMIT)
        await server.enableTraceEvent(['bwe'])
        await once(server, 'trace')
        await once(server, 'trace')
      }),
    )
    for (const { server, far } of lines) {
      const { arrival } = await far.watch(PROBATION_SSRC, PROBES)
      await Promise.all([TRY, 0].map((limit) => server.setMaxOutgoingBitrate(limit)))
      await arrival
    }
    for (const { far } of lines) expect((await far.stats()).unauthentic).toBe(0)
  },
)
