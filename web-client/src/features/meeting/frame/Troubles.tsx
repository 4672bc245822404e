import { CloseButton } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../../ui/useFailureText.ts'
import type { FailureCode } from '../../../api/client/RequestFailed.ts'
import { useMeetingClient } from '../scope/MeetingContext.ts'
import classes from './Troubles.module.css'

/** Long enough to read two lines, in milliseconds. */
const SHOWN_MS = 10_000

/** Something that was asked for did not work: why, for a while. */
export function Troubles() {
  const { t } = useTranslation()
  const client = useMeetingClient()
  const failureText = useFailureText()
  const [trouble, setTrouble] = useState<{ code: FailureCode; id: number } | null>(null)
  useEffect(() => client.trouble$.on((code) => setTrouble({ code, id: Date.now() })), [client])
  useEffect(() => {
    if (!trouble) return
    const timer = setTimeout(() => setTrouble(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [trouble])
  return (
    <div className={classes['root']} role="alert" data-testid="trouble">
      {trouble && (
        <div className={classes['box']} key={trouble.id}>
          <IconAlertCircle size="1.4em" aria-hidden />
          <span>{failureText(trouble.code)}</span>
          <CloseButton size="lg" onClick={() => setTrouble(null)} aria-label={t('common.close')} />
        </div>
      )}
    </div>
  )
}
