import type { Health, SelfCheck, SelfFinding } from '@diem-cau/signaling-contract/operations'
import { Button } from '@mantine/core'
import { IconDownload, IconStethoscope } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { operationsApi } from '../../../api/office/operationsApi.ts'
import { useMay } from '../../../api/stores/useMe.ts'
import { saveFile } from '../../../browser/saveFile.ts'
import { Callout } from '../../../ui/Callout.tsx'
import { Card } from '../../../ui/Card.tsx'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { HealthIcon } from '../health/HealthIcon.tsx'
import classes from './servers.module.css'

const HEALTHS: Record<SelfFinding['level'], Health> = {
  problem: 'bad',
  warning: 'weak',
  unknown: 'unknown',
  ok: 'good',
}

/** Has the servers themselves looked at when somebody asks, and gives the archive for who helps. Nothing for who may not. */
export function SelfCheckCard() {
  const { t } = useTranslation('operations')
  const failureText = useFailureText()
  const mayManage = useMay('node.manage')
  const [check, setCheck] = useState<SelfCheck | null>(null)
  const [busy, setBusy] = useState<'check' | 'file' | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  if (!mayManage) return null
  const doing = async (what: 'check' | 'file', work: () => Promise<void>) => {
    setBusy(what)
    setFailure(null)
    try {
      await work()
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(null)
    }
  }
  const run = () => doing('check', async () => setCheck(await operationsApi.checkServers()))
  const load = ({ checkId }: SelfCheck) =>
    doing('file', async () => saveFile(await operationsApi.checkArchive(checkId), 'chan-doan.tar.gz'))
  return (
    <Card id="self-check" title={t('selfCheck.title')} testId="self-check">
      <p className={classes['dim']}>{t('selfCheck.text')}</p>
      {failure !== null && <Callout title={t('selfCheck.failed')} text={failureText(failure)} />}
      {check && <Findings findings={check.findings} />}
      <div className={classes['cardEnd']}>
        {check && (
          <Button
            variant="default"
            leftSection={<IconDownload size="1.2em" aria-hidden />}
            loading={busy === 'file'}
            onClick={() => void load(check)}
            data-testid="self-check-file"
          >
            {t('selfCheck.file')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconStethoscope size="1.2em" aria-hidden />}
          loading={busy === 'check'}
          onClick={() => void run()}
          data-testid="self-check-run"
        >
          {t(check ? 'selfCheck.again' : 'selfCheck.run')}
        </Button>
      </div>
    </Card>
  )
}

function Findings({ findings }: { readonly findings: readonly SelfFinding[] }) {
  const { t } = useTranslation('operations')
  const wrong = findings.filter(({ level }) => level !== 'ok')
  const fine = findings.filter(({ level }) => level === 'ok')
  return (
    <div aria-live="polite" data-testid="self-check-found">
      {wrong.length === 0 && <p>{t('selfCheck.allFine')}</p>}
      <Rows findings={wrong} />
      {fine.length > 0 && (
        <details className={classes['fine']}>
          <summary>{t('selfCheck.fine', { count: fine.length })}</summary>
          <Rows findings={fine} />
        </details>
      )}
    </div>
  )
}

function Rows({ findings }: { readonly findings: readonly SelfFinding[] }) {
  const { i18n } = useTranslation('operations')
  const language = i18n.language === 'en' ? 'en' : 'vi'
  return (
    <ul className={classes['tests']}>
      {findings.map(({ level, title, says, todo }, index) => (
        // Two findings of one check may say the same.
        // oxlint-disable-next-line react/no-array-index-key -- the list is replaced as a whole
        <li key={index} data-health={HEALTHS[level]}>
          <HealthIcon health={HEALTHS[level]} size="1.4em" />
          <span>
            <strong>{title[language]}</strong>
            <span>{says[language]}</span>
            {todo && <span>{todo[language]}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
