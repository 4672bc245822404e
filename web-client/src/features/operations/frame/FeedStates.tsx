import { Button } from '@mantine/core'
import { IconDeviceTvOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { failureCode } from '../../../api/client/RequestFailed.ts'
import { Callout } from '../../../ui/Callout.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { exactText } from '../figures/moments.ts'
import classes from './frame.module.css'
import type { Watched } from '../feed/applyChange.ts'
import type { FeedState } from '../feed/OperationsFeed.ts'

interface Props {
  readonly state: FeedState
  /** The heights of what is on its way. */
  readonly heights: readonly number[]
  readonly children: (watched: Watched) => ReactNode
}

/** What is watched in all its states: on its way, refused, live, and as it was when the line broke. */
export function FeedStates({ state: { line, watched, heardAt }, heights, children }: Props) {
  const { t } = useTranslation('operations')
  if (line.kind === 'refused') {
    return failureCode(line.failure) === 'notFound' ? (
      <Empty icon={<IconDeviceTvOff size="1em" stroke={1.4} />} title={t('gone')} text={t('goneText')}>
        <Button component={Link} to="/operations" variant="default">
          {t('backToServers')}
        </Button>
      </Empty>
    ) : (
      <LoadFailed title={t('failed')} failure={line.failure} onRetry={() => location.reload()} />
    )
  }
  const lost = line.kind === 'lost' && (
    <Callout
      title={t('lost')}
      text={watched ? t('lostText', { time: exactText(heardAt) }) : t('lostNothing')}
      testId="operations-lost"
    />
  )
  return (
    <>
      {lost}
      {watched === null && !lost && <Skeletons heights={heights} label={t('connecting')} />}
      {watched && (
        <div className={classes[lost ? 'old' : 'body']} data-old={lost !== false}>
          {children(watched)}
        </div>
      )}
    </>
  )
}
