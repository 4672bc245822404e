import { MinutesFileKind, type Minutes, type Verification } from '@diem-cau/signaling-contract/office'
import { Button, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconDownload, IconShieldCheck, IconTable } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../i18n/useFailureText.ts'
import { minutesApi } from '../../office/minutesApi.ts'
import { reportsApi } from '../../office/reportsApi.ts'
import { saveFile } from '../../office/saveFile.ts'
import { showToast } from '../../office/toasts.ts'
import classes from './Minutes.module.css'

type What = MinutesFileKind | 'attendance' | 'speaking' | 'verify'

/** The minutes as files, and whether they and the log are what they were. */
export function MinutesDownloads({ minutes }: { readonly minutes: Minutes }) {
  const { t } = useTranslation('minutes')
  const failureText = useFailureText()
  const [busy, setBusy] = useState<What | null>(null)
  const [verification, setVerification] = useState<Verification | null>(null)
  const { meetingId, files } = minutes
  async function run(what: What) {
    setBusy(what)
    try {
      if (what === 'verify') setVerification(await minutesApi.verification(meetingId))
      else if (what === 'attendance' || what === 'speaking') saveFile(await reportsApi.meetingFile(meetingId, what), `${what === 'attendance' ? 'diem-danh' : 'phat-bieu'}-${meetingId}.xlsx`)
      else saveFile(await minutesApi.file(meetingId, what), files.find(({ kind }) => kind === what)?.fileName ?? `du-thao-bien-ban.${what}`)
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(null)
    }
  }
  const signer = files.find(({ signedBy }) => signedBy !== null)?.signedBy
  return (
    <section className={classes['downloads']} aria-label={t('download')}>
      <div className={classes['actions']}>
        {MinutesFileKind.options.map((kind) => (
          <Button key={kind} variant="default" loading={busy === kind} leftSection={<IconDownload size="1.1em" aria-hidden />} onClick={() => void run(kind)} data-testid={`minutes-download-${kind}`}>
            {t(kind)}
          </Button>
        ))}
        {(['attendance', 'speaking'] as const).map((table) => (
          <Button key={table} variant="default" loading={busy === table} leftSection={<IconTable size="1.1em" aria-hidden />} onClick={() => void run(table)} data-testid={`minutes-${table}`}>
            {t(table === 'attendance' ? 'attendanceFile' : 'speakingFile')}
          </Button>
        ))}
        <Button variant="default" title={t('verifyHint')} loading={busy === 'verify'} leftSection={<IconShieldCheck size="1.1em" aria-hidden />} onClick={() => void run('verify')} data-testid="minutes-verify">
          {t('verify')}
        </Button>
      </div>
      {signer && <Text size="sm">{t('signed', { name: signer })}</Text>}
      {verification && <Verdict verification={verification} />}
    </section>
  )
}

function Verdict({ verification: { log, files } }: { readonly verification: Verification }) {
  const { t } = useTranslation('minutes')
  const count = 'events' in log ? log.events : log.seq
  const bad = log.state === 'broken' || log.state === 'otherThanFixed' || files.some(({ state }) => state !== 'intact')
  return (
    <div className={classes['verdict']} data-bad={bad} role="status" data-testid="minutes-verdict" data-state={log.state}>
      {bad ? <IconAlertTriangle size="1.3em" aria-hidden /> : <IconCircleCheck size="1.3em" aria-hidden />}
      <span>
        {t(`verified.${log.state}`, { count })} {files.map(({ kind, state }) => t(`file.${state}`, { kind: t(kind) })).join('; ')}
      </span>
    </div>
  )
}
