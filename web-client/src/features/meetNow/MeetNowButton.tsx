import { Button } from '@mantine/core'
import { IconBroadcast } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/stores/useMe.ts'
import { withTexts } from '../../locales/withTexts.ts'

const MeetNowDialog = lazy(async () => ({
  default: (await withTexts(['home', 'schedule'], import('./MeetNowDialog.tsx'))).MeetNowDialog,
}))

/** Begins a meeting now, for those who may plan and chair. */
export function MeetNowButton() {
  const { t } = useTranslation('home')
  const me = useMe()
  const [open, setOpen] = useState(false)
  if (!me?.actions.includes('meeting.manage')) return null
  return (
    <>
      <Button
        variant="default"
        onClick={() => setOpen(true)}
        leftSection={<IconBroadcast size="1.2em" aria-hidden />}
        data-testid="meet-now"
      >
        {t('now')}
      </Button>
      {open && (
        <Suspense>
          <MeetNowDialog me={me} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
