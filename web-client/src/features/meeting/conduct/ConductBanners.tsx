import { useEffect, useState, type ComponentType } from 'react'
import { useMeeting } from '../scope/MeetingContext.ts'
import { subjects } from './subjects.ts'

/** A chunk may not come over a weak connection at first: it is asked for again after this time, in milliseconds. */
const AGAIN_MS = 2_000

const bands = subjects.flatMap((subject) => subject.bands ?? [])

/** Bands of the subjects, fetched once there is something to see: joining does not wait for them. */
export function ConductBanners() {
  const there = useMeeting(({ meeting }) => bands.map(({ isThere }) => isThere(meeting)))
  return bands.map(({ load }, index) => there[index] && <Part key={index} load={load} />)
}

function Part({ load }: { readonly load: () => Promise<ComponentType> }) {
  const [part, setPart] = useState<{ readonly Content: ComponentType } | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isHere = true
    const fetch = () => {
      load().then(
        (Content) => isHere && setPart({ Content }),
        () => {
          if (isHere) timer = setTimeout(fetch, AGAIN_MS)
        },
      )
    }
    fetch()
    return () => {
      isHere = false
      clearTimeout(timer)
    }
  }, [load])
  return part && <part.Content />
}
