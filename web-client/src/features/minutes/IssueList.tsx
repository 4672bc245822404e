import { type Minutes, MinutesFileKind, type MinutesIssue } from '@diem-cau/signaling-contract/office'
import { Badge, Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../ui/useFailureText.ts'
import { useTimeText } from '../../time/useTimeText.ts'
import { minutesApi } from '../../api/office/minutesApi.ts'
import { saveFile } from '../../browser/saveFile.ts'
import { showToast } from '../../ui/toasts.ts'
import classes from './Minutes.module.css'

/**
 * Lists every issue of approved minutes, the newest first: which one is in force, which it replaced, and their files.
 */
export function IssueList({ minutes }: { readonly minutes: Minutes }) {
  const { t } = useTranslation('minutes')
  const timeText = useTimeText()
  const [now] = useState(() => Date.now())
  if (minutes.issues.length < 2) return null
  return (
    <section aria-label={t('issues')} className={classes['issues']} data-testid="minutes-issues">
      <b>{t('issues')}</b>
      <ol>
        {minutes.issues.map((issue, index) => (
          <li key={issue.issue} data-testid="minutes-issue" data-issue={issue.issue}>
            <span className={classes['issueName']}>
              {t(`issue.${issue.what}`, { ...issue })}
              <Badge variant="light" color={index === 0 ? 'teal' : 'gray'}>
                {t(index === 0 ? 'inForce' : 'replaced')}
              </Badge>
            </span>
            <small>{t('issueBy', { name: issue.by, time: timeText(issue.at, now) })}</small>
            {issue.what === 'amended' && <small>{t('issueReason', { reason: issue.reason })}</small>}
            <span className={classes['actions']}>
              {MinutesFileKind.options
                .filter((kind) => issue.files.some((file) => file.kind === kind))
                .map((kind) => (
                  <FileButton key={kind} meetingId={minutes.meetingId} issue={issue} kind={kind} />
                ))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function FileButton({
  meetingId,
  issue,
  kind,
}: {
  readonly meetingId: string
  readonly issue: MinutesIssue
  readonly kind: MinutesFileKind
}) {
  const { t } = useTranslation('minutes')
  const failureText = useFailureText()
  const [busy, setBusy] = useState(false)
  async function load() {
    setBusy(true)
    try {
      saveFile(
        await minutesApi.issueFile(meetingId, issue.issue, kind),
        issue.files.find((file) => file.kind === kind)?.fileName ?? `bien-ban.${kind}`,
      )
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      loading={busy}
      leftSection={<IconDownload size="1em" aria-hidden />}
      onClick={() => void load()}
      aria-label={`${t(kind)}: ${t(`issue.${issue.what}`, { ...issue })}`}
    >
      {kind.toUpperCase()}
    </Button>
  )
}
