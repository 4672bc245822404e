import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showToast } from '../../office/toasts.ts'
import { fileProblem, uploadPaper, type PaperTarget } from '../../office/uploadPaper.ts'

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

export interface PaperUploads {
  readonly running: readonly RunningUpload[]
  readonly add: (files: readonly File[], itemId: string | null, paperId?: string) => void
}

let count = 0

/** Papers on their way up for one meeting. Leaving the page pauses them; the same file goes on where it stopped. */
export function usePaperUploads(meetingId: string | null, onDone: () => void): PaperUploads {
  const { t } = useTranslation('schedule')
  const [running, setRunning] = useState<readonly RunningUpload[]>([])
  const handles = useRef(new Map<number, ReturnType<typeof uploadPaper>>())
  const done = useRef(onDone)
  const again = useRef<(file: File, target: PaperTarget) => void>(() => undefined)
  useEffect(() => {
    done.current = onDone
  })
  useEffect(() => {
    const open = handles.current
    return () => open.forEach((handle) => handle.pause())
  }, [])

  const start = useCallback(
    (file: File, target: PaperTarget) => {
      const id = ++count
      const update = (change: Partial<RunningUpload>) => setRunning((all) => all.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)))
      const drop = () => {
        handles.current.delete(id)
        setRunning((all) => all.filter((upload) => upload.id !== id))
      }
      const handle = uploadPaper(file, target, {
        progress: (sent) => update({ sent }),
        waiting: (waiting) => update({ state: waiting ? 'waiting' : 'running' }),
        done: () => {
          drop()
          showToast(t('papers.done', { name: file.name }))
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
    (files: readonly File[], itemId: string | null, paperId?: string) => {
      if (meetingId === null) return
      for (const file of files) {
        const problem = fileProblem(file)
        if (problem) showToast(t(`papers.${problem}`, { name: file.name }), { kind: 'failed' })
        else start(file, { meetingId, itemId, ...(paperId === undefined ? {} : { paperId }) })
      }
    },
    [meetingId, start, t],
  )
  return { running, add }
}
