import { Button } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Outlet } from 'react-router'
import { currentToken } from '../../api/client/account.ts'
import { useMe, useMeFailure } from '../../api/stores/useMe.ts'
import { deviceId } from '../../browser/deviceIdentity.ts'
import { SignalingSocket } from '../../live/socket/SignalingSocket.ts'
import { Empty } from '../../ui/Empty.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { FeedContext } from './feed/FeedContext.ts'
import { OperationsFeed } from './feed/OperationsFeed.ts'

/** All pages of "Vận hành": for who may, with one socket that they share. */
export function OperationsLayout() {
  const { t } = useTranslation('operations')
  const me = useMe()
  const { failure, askAgain } = useMeFailure()
  if (!me) {
    return (
      <PageFrame
        title={t('title')}
        testId="operations"
        width="whole"
        failed={failure === null ? undefined : { failure, title: t('failed'), onRetry: askAgain }}
      >
        {failure === null && <Skeletons heights={[2.5, 12, 12]} />}
      </PageFrame>
    )
  }
  if (!me.actions.includes('operations.read')) {
    return (
      <PageFrame title={t('title')} testId="operations" width="whole">
        <Empty icon={<IconLock size="1em" stroke={1.4} />} title={t('notAllowed')} text={t('notAllowedText')}>
          <Button component={Link} to="/" variant="default">
            {t('common.backToList', { ns: 'translation' })}
          </Button>
        </Empty>
      </PageFrame>
    )
  }
  return <Watching />
}

/** The feed lives exactly as long as one of the pages is shown. */
function Watching() {
  const [feed] = useState(
    () => new OperationsFeed(() => new SignalingSocket({ deviceId: deviceId(), token: currentToken })),
  )
  useEffect(() => () => feed.close(), [feed])
  return (
    <FeedContext value={feed}>
      <Outlet />
    </FeedContext>
  )
}
