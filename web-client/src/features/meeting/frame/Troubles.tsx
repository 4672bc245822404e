import { CloseButton } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePassing } from '../../../ui/usePassing.ts'
import { useFailureText } from '../../../ui/useFailureText.ts'
import type { FailureCode } from '../../../api/client/RequestFailed.ts'
import { useMeetingClient } from '../scope/MeetingContext.ts'
import classes from './Troubles.module.css'

/** A message stays long enough to read two lines, in milliseconds. */
const SHOWN_MS = 10_000

/** Says for a while why something that was asked for did not work. */
export function Troubles() {
  const client = useMeetingClient()
  const failureText = useFailureText()
  const [trouble, setTrouble] = useState<{ code: FailureCode; id: number } | null>(null)
  useEffect(() => client.trouble$.on((code) => setTrouble({ code, id: Date.now() })), [client])
  return (
    <div className={classes['root']} role="alert" data-testid="trouble">
      {trouble && <Trouble key={trouble.id} text={failureText(trouble.code)} onDone={() => setTrouble(null)} />}
    </div>
  )
}

function Trouble({ text, onDone }: { readonly text: string; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const held = usePassing(SHOWN_MS, onDone)
  return (
    <div className={classes['box']} {...held}>
      <IconAlertCircle size="1.4em" aria-hidden />
      <span>{text}</span>
      <CloseButton size="lg" onClick={onDone} aria-label={t('common.close')} />
    </div>
  )
}
