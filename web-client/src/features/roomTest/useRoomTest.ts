import { judgeRun, type NewRun } from '@diem-cau/signaling-contract/readiness'
import { useEffect, useRef, useState } from 'react'
import { accountStore } from '../../api/client/account.ts'
import { readinessApi } from '../../api/office/readinessApi.ts'
import { newTest } from '../../readiness/newTest.ts'
import type { RoomTest, TestProgress } from '../../readiness/RoomTest.ts'
import { takeTurn } from '../../readiness/takeTurn.ts'

/** `none`: nobody is signed in, or it is not known yet. */
type Sent = 'none' | 'sent' | 'failed'

/** `idle` before the first test. */
export interface HandTest {
  readonly phase: 'idle' | 'running' | 'done'
  readonly progress: TestProgress | null
  readonly run: NewRun | null
  readonly health: ReturnType<typeof judgeRun> | null
  readonly sent: Sent
  readonly start: () => void
}

/** A test that somebody starts by hand. It ends with the page that shows it. */
export function useRoomTest(): HandTest {
  const [phase, setPhase] = useState<HandTest['phase']>('idle')
  const [progress, setProgress] = useState<TestProgress | null>(null)
  const [run, setRun] = useState<NewRun | null>(null)
  const [sent, setSent] = useState<Sent>('none')
  const current = useRef<RoomTest | null>(null)
  useEffect(() => () => current.current?.stop(), [])

  const start = () => {
    current.current?.stop()
    const test = newTest({ trigger: 'hand' })
    current.current = test
    setPhase('running')
    setRun(null)
    setSent('none')
    setProgress(test.progress)
    test.change$.on(setProgress)
    void takeTurn(true, () => test.run()).then(async (taken) => {
      if (taken === null || current.current !== test) return
      setRun(taken)
      setProgress(test.progress)
      setPhase('done')
      if (accountStore.getState().status !== 'signedIn') return
      const how = await readinessApi.save(taken).then(
        () => 'sent' as const,
        () => 'failed' as const,
      )
      if (current.current === test) setSent(how)
    })
  }
  const health = phase === 'done' && progress ? judgeRun(progress.verdicts, 'hand') : null
  return { phase, progress, run, health, sent, start }
}
