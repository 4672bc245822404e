import { type ReactNode, useMemo } from 'react'
import { MeetingContext, useMeetingScope } from './MeetingContext.ts'

interface Props {
  readonly children: ReactNode
}

/** Tells its content a moment after the pictures that we are in the meeting, see `followPictures`. */
export function AfterPictures({ children }: Props) {
  const scope = useMeetingScope()
  return <MeetingContext value={useMemo(() => ({ ...scope, store: scope.later }), [scope])}>{children}</MeetingContext>
}
