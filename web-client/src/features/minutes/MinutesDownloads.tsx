import { recordFileName } from '@diem-cau/signaling-contract/documents'
import { MinutesFileKind, type Minutes, type Verification } from '@diem-cau/signaling-contract/office'
import { Button, Menu, Text } from '@mantine/core'
import {
  IconAlertTriangle,
  IconChevronDown,
  IconCircleCheck,
  IconDownload,
  IconShieldCheck,
  IconTable,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../ui/useFailureText.ts'
import { minutesApi } from '../../api/office/minutesApi.ts'
import { reportsApi } from '../../api/office/reportsApi.ts'
import { saveFile } from '../../browser/saveFile.ts'
import { showToast } from '../../ui/toasts.ts'
import classes from './Minutes.module.css'

type What = MinutesFileKind | 'attendance' | 'speaking' | 'verify'

/** Offers the minutes as files, and says whether they and the log are unchanged. */
export function MinutesDownloads({ minutes }: { readonly minutes: Minutes }) {
  const { t } = useTranslation('minutes')
  const failureText = useFailureText()
  const [busy, setBusy] = useState<What | null>(null)
  const [verification, setVerification] = useState<Verification | null>(null)
  const { meetingId, title, startsAt } = minutes
  const files = minutes.issues[0]?.files ?? []
  const nameOf = (what: string, extension: string) => recordFileName(what, title, startsAt, extension)
  async function run(what: What) {
    setBusy(what)
    try {
      if (what === 'verify') setVerification(await minutesApi.verification(meetingId))
      else if (what === 'attendance' || what === 'speaking')
        saveFile(
          await reportsApi.meetingFile(meetingId, what),
          nameOf(what === 'attendance' ? 'diem-danh' : 'phat-bieu', 'xlsx'),
        )
      else
        saveFile(
          await minutesApi.file(meetingId, what),
          (minutes.status === 'approved' ? files.find(({ kind }) => kind === what)?.fileName : undefined) ??
            nameOf('du-thao-bien-ban', what),
        )
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(null)
    }
  }
  const offered = [
    ...MinutesFileKind.options.map((kind) => ({
      what: kind,
      text: t(kind),
      Icon: IconDownload,
      testId: `minutes-download-${kind}`,
    })),
    { what: 'attendance' as const, text: t('attendanceFile'), Icon: IconTable, testId: 'minutes-attendance' },
    { what: 'speaking' as const, text: t('speakingFile'), Icon: IconTable, testId: 'minutes-speaking' },
  ]
  const signer = files.find(({ signedBy }) => signedBy !== null)?.signedBy
  return (
    <section className={classes['downloads']} aria-label={t('download')}>
      <div className={classes['actions']}>
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <Button
              variant="default"
              loading={busy !== null && busy !== 'verify'}
              leftSection={<IconDownload size="1.1em" aria-hidden />}
              rightSection={<IconChevronDown size="1.1em" aria-hidden />}
              data-testid="minutes-downloads"
            >
              {t('download')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown miw="14rem">
            {offered.map(({ what, text, Icon, testId }) => (
              <Menu.Item
                key={what}
                leftSection={<Icon size="1.2em" aria-hidden />}
                onClick={() => void run(what)}
                data-testid={testId}
              >
                {text}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Button
          variant="default"
          title={t('verifyHint')}
          loading={busy === 'verify'}
          leftSection={<IconShieldCheck size="1.1em" aria-hidden />}
          onClick={() => void run('verify')}
          data-testid="minutes-verify"
        >
          {t('verify')}
        </Button>
      </div>
      {signer && <Text size="sm">{t('signed', { name: signer })}</Text>}
      {verification && <Verdict verification={verification} />}
    </section>
  )
}

function Verdict({ verification: { log, issues, files } }: { readonly verification: Verification }) {
  const { t } = useTranslation('minutes')
  const count = 'events' in log ? log.events : log.seq
  const bad =
    log.state === 'broken' ||
    log.state === 'otherThanFixed' ||
    issues === 'broken' ||
    files.some(({ state }) => state !== 'intact')
  const latest = Math.max(0, ...files.map(({ issue }) => issue))
  return (
    <div
      className={classes['verdict']}
      data-bad={bad}
      role="status"
      data-testid="minutes-verdict"
      data-state={log.state}
    >
      {bad ? <IconAlertTriangle size="1.3em" aria-hidden /> : <IconCircleCheck size="1.3em" aria-hidden />}
      <span>
        {t(`verified.${log.state}`, { count })}{' '}
        {files
          .map(({ issue, kind, state }) =>
            t(`file.${state}`, { kind: latest > 1 ? t('fileOf', { kind: t(kind), issue }) : t(kind) }),
          )
          .join('; ')}
        {issues === 'broken' && ` ${t('issuesBroken')}`}
      </span>
    </div>
  )
}
