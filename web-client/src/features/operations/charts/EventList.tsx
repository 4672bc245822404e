import type { OperationEvent } from '@diem-cau/signaling-contract/operations'
import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { exactText, secondsText } from '../figures/moments.ts'
import { useEventText } from '../figures/useEventText.ts'
import { toneOf } from './eventMarks.ts'
import classes from './EventList.module.css'

interface Props {
  readonly events: readonly OperationEvent[] | null
  readonly more: boolean
  readonly failure: unknown
  readonly onRetry: () => void
  /** The name of what the page is about: others are named. */
  readonly ownName: string
  /** True when all of it is of one day. */
  readonly isShort: boolean
  /** @param at in seconds since the epoch */
  readonly onShow: (at: number) => void
}

/** What happened, the newest first; a press shows the charts around it. */
export function EventList({ events, more, failure, onRetry, ownName, isShort, onShow }: Props) {
  const { t } = useTranslation('operations')
  const eventText = useEventText()
  if (events === null) {
    return failure === null ? (
      <Skeletons heights={[2, 2, 2]} />
    ) : (
      <LoadFailed title={t('endpoint.eventsFailed')} failure={failure} onRetry={onRetry} />
    )
  }
  if (events.length === 0) return <p className={classes['none']}>{t('endpoint.noEvents')}</p>
  return (
    <>
      <ol className={classes['list']}>
        {events.toReversed().map((event) => {
          const time = isShort ? secondsText(event.at) : exactText(event.at)
          return (
            <li key={event.id} data-tone={toneOf(event.kind)} data-testid="operation-event">
              <UnstyledButton onClick={() => onShow(event.at / 1_000)} title={t('endpoint.showAt', { time })}>
                <time>{time}</time>
                <span>
                  {eventText(event)}
                  {event.name !== '' && event.name !== ownName && ` · ${event.name}`}
                </span>
              </UnstyledButton>
            </li>
          )
        })}
      </ol>
      {more && <p className={classes['none']}>{t('endpoint.moreEvents')}</p>}
    </>
  )
}
