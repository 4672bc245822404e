import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showToast } from '../../ui/toasts.ts'
import { fileProblem, uploadPaper, type PaperTarget } from '../../api/office/uploadPaper.ts'

export interface RunningUpload {
  readonly id: number
  readonly file: File
  readonly target: PaperTarget
  readonly sent: number
  readonly state: 'running' | 'waiting' | 'paused' | 'failed'
  readonly failure: unknown
  readonly pause: () => void
  readonly resume: () => void
  readonly cancel: () => void
  readonly retry: () => void
}

/** A paper that waits at the server for its meeting to be saved. */
export interface WaitingPaper {
  readonly uploadId: string
  readonly name: string
  readonly bytes: number
  readonly itemId: string | null
  readonly wholeSeries: boolean
}

export interface PaperUploads {
  /** True when the meeting is saved: papers are its own as soon as they are up. */
  readonly isSaved: boolean
  readonly running: readonly RunningUpload[]
  /** The papers that wait for the meeting to be saved. */
  readonly waiting: readonly WaitingPaper[]
  readonly setWaiting: (waiting: readonly WaitingPaper[]) => void
  readonly add: (files: readonly File[], where: Omit<PaperTarget, 'meetingId'>) => void
}

/** Tells the person, where they see it, what came of it. */
type Tell = (text: string, options?: { readonly kind: 'failed' }) => void

let count = 0

/**
 * Papers on their way up for one meeting; null: one that is not saved yet, for which they wait at the server. Leaving
 * the page pauses them; the same file goes on where it stopped.
 */
export function usePaperUploads(meetingId: string | null, onDone: () => void, tell: Tell = showToast): PaperUploads {
  const { t } = useTranslation('schedule')
  const [running, setRunning] = useState<readonly RunningUpload[]>([])
  const [waiting, setWaiting] = useState<readonly WaitingPaper[]>([])
  const handles = useRef(new Map<number, ReturnType<typeof uploadPaper>>())
  const done = useRef(onDone)
  const told = useRef(tell)
  const again = useRef<(file: File, target: PaperTarget) => void>(() => undefined)
  useEffect(() => {
    done.current = onDone
    told.current = tell
  })
  useEffect(() => {
    const open = handles.current
    return () => open.forEach((handle) => handle.pause())
  }, [])

  const start = useCallback(
    (file: File, target: PaperTarget) => {
      const id = ++count
      const update = (change: Partial<RunningUpload>) =>
        setRunning((all) => all.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)))
      const drop = () => {
        handles.current.delete(id)
        setRunning((all) => all.filter((upload) => upload.id !== id))
      }
      const handle = uploadPaper(file, target, {
        progress: (sent) => update({ sent }),
        waiting: (waiting) => update({ state: waiting ? 'waiting' : 'running' }),
        done: (uploadId) => {
          drop()
          if (target.meetingId === null)
            setWaiting((all) => [
              ...all,
              { uploadId, name: file.name, bytes: file.size, itemId: target.itemId, wholeSeries: true },
            ])
          told.current(t('papers.done', { name: file.name }))
          done.current()
        },
        failed: (failure) => update({ state: 'failed', failure }),
      })
      handles.current.set(id, handle)
      setRunning((all) => [
        ...all,
        {
          id,
          file,
          target,
          sent: 0,
          state: 'running',
          failure: null,
          pause: () => {
            handle.pause()
            update({ state: 'paused' })
          },
          resume: () => {
            update({ state: 'running' })
            handle.resume()
          },
          cancel: () => {
            handle.cancel()
            drop()
          },
          retry: () => {
            drop()
            again.current(file, target)
          },
        },
      ])
    },
    [t],
  )
  useEffect(() => {
    again.current = start
  }, [start])

  const add = useCallback(
    (files: readonly File[], where: Omit<PaperTarget, 'meetingId'>) => {
      for (const file of files) {
        const problem = fileProblem(file)
        if (problem) told.current(t(`papers.${problem}`, { name: file.name }), { kind: 'failed' })
        else start(file, { meetingId, ...where })
      }
    },
    [meetingId, start, t],
  )
  return { isSaved: meetingId !== null, running, waiting, setWaiting, add }
}
