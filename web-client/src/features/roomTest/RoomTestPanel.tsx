import { Button, Progress } from '@mantine/core'
import { IconDeviceDesktopCheck, IconDownload, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { saveFile } from '../../browser/saveFile.ts'
import { BrowserLacks } from '../../ui/BrowserLacks.tsx'
import { ReasonList } from './ReasonList.tsx'
import classes from './RoomTestPanel.module.css'
import { StepList } from './StepList.tsx'
import { useReportText } from './useReportText.ts'
import { useRoomTest } from './useRoomTest.ts'

/** The test of this computer: a button, the steps as they are taken, what is wrong and what to do. */
export function RoomTestPanel() {
  const { t } = useTranslation('roomTest')
  const reportText = useReportText()
  const { phase, progress, run, health, sent, start } = useRoomTest()
  const save = () => {
    if (run && progress)
      saveFile(new Blob([reportText(run, progress.verdicts)], { type: 'text/plain;charset=utf-8' }), 'thu-may.txt')
  }
  if (phase === 'idle' || !progress)
    return (
      <div className={classes['root']}>
        <p className={classes['dim']}>{t('intro')}</p>
        <p className={classes['dim']}>
          {t('tune')} {t('allow')}
        </p>
        <Button
          size="lg"
          leftSection={<IconDeviceDesktopCheck size="1.2em" aria-hidden />}
          onClick={start}
          data-autofocus
          data-testid="test-start"
        >
          {t('start')}
        </Button>
      </div>
    )
  const known = progress.verdicts.length
  return (
    <div className={classes['root']} data-testid="test" data-phase={phase} data-health={health ?? 'unknown'}>
      <div className={classes['verdict']} role="status" data-health={health ?? 'running'}>
        <strong>{health === null ? t('running') : t(`verdict.${health}`)}</strong>
        {health === null && (
          <Progress value={(100 * known) / Math.max(1, known + progress.waiting.length)} animated aria-hidden />
        )}
      </div>
      {phase === 'done' && <ReasonList verdicts={progress.verdicts} />}
      <StepList {...progress} />
      {phase === 'done' && <BrowserLacks />}
      {phase === 'done' && (
        <div className={classes['acts']}>
          <Button
            size="md"
            leftSection={<IconRefresh size="1.2em" aria-hidden />}
            onClick={start}
            data-testid="test-again"
          >
            {t('again')}
          </Button>
          <Button
            size="md"
            variant="default"
            leftSection={<IconDownload size="1.2em" aria-hidden />}
            onClick={save}
            data-testid="test-save"
          >
            {t('save')}
          </Button>
          {sent !== 'none' && (
            <span className={classes['dim']} role="status" data-testid="test-sent">
              {t(sent === 'sent' ? 'sent' : 'notSent')}
            </span>
          )}
        </div>
      )}
    </div>
  )
}
