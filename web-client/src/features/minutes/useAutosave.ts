import type { Minutes, MinutesContent } from '@diem-cau/signaling-contract/office'
import { Minutes as MinutesSchema } from '@diem-cau/signaling-contract/office'
import { useCallback, useEffect, useRef, useState } from 'react'
import { minutesApi } from '../../api/office/minutesApi.ts'
import { RequestFailed } from '../../api/client/RequestFailed.ts'

/** Changes are saved within this time after the last keystroke, in milliseconds. */
const PAUSE_MS = 1_200

export type SaveState = 'saved' | 'saving' | 'unsaved' | 'failed' | 'conflict'

/**
 * Saves by itself what is being written, one save at a time: the next one takes what there is when the last is back.
 * Somebody else's newer version stops it until it is decided which one stays.
 */
export function useAutosave(minutes: Minutes, onSaved: (minutes: Minutes) => void) {
  const [content, setContent] = useState(minutes.content)
  const [state, setState] = useState<SaveState>('saved')
  const [theirs, setTheirs] = useState<Minutes | null>(null)
  const latest = useRef({ content: minutes.content, version: minutes.version })
  const running = useRef<Promise<boolean> | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  /** Resolves with true when all that was typed is saved. */
  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current)
    if (running.current) await running.current
    const wanted = latest.current.content
    setState('saving')
    const save = minutesApi.save(minutes.meetingId, latest.current.version, wanted).then(
      (saved) => {
        latest.current.version = saved.version
        onSaved(saved)
        const done = latest.current.content === wanted
        setState(done ? 'saved' : 'unsaved')
        return done
      },
      (error: unknown) => {
        const current =
          error instanceof RequestFailed && error.code === 'editConflict'
            ? MinutesSchema.safeParse(error.body?.current)
            : null
        setTheirs(current?.success ? current.data : null)
        setState(current?.success ? 'conflict' : 'failed')
        return false
      },
    )
    running.current = save
    const done = await save
    running.current = null
    return done
  }, [minutes.meetingId, onSaved])

  const change = useCallback(
    (edit: (before: MinutesContent) => MinutesContent) => {
      latest.current.content = edit(latest.current.content)
      setContent(latest.current.content)
      setState((before) => (before === 'conflict' ? before : 'unsaved'))
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), PAUSE_MS)
    },
    [flush],
  )

  /** Goes on after a conflict: mine over theirs, or theirs. */
  const decide = useCallback(
    (keepMine: boolean) => {
      if (!theirs) return
      latest.current.version = theirs.version
      setTheirs(null)
      if (keepMine) {
        void flush()
        return
      }
      latest.current.content = theirs.content
      setContent(theirs.content)
      setState('saved')
      onSaved(theirs)
    },
    [theirs, flush, onSaved],
  )

  useEffect(() => () => clearTimeout(timer.current), [])
  return { content, state, theirs, change, flush, decide }
}
