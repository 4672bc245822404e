import { MAX_CSV, type ImportReport } from '@diem-cau/signaling-contract/office'
import { Alert, Button, FileButton, Textarea } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck, IconFileSpreadsheet } from '@tabler/icons-react'
import { useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../i18n/useFailureText.ts'
import { Notice } from '../../ui/Notice.tsx'
import classes from './admin.module.css'
import { DataTable } from './DataTable.tsx'

interface Props<R extends ImportReport> {
  readonly run: (csv: string, dryRun: boolean) => Promise<R>
  readonly onApplied: (report: R) => void
}

/** A CSV file, checked first: every bad row with its line and reason; then taken whole or not at all. */
export function CsvImport<R extends ImportReport>({ run, onApplied }: Props<R>) {
  const { t, i18n } = useTranslation('admin')
  const failureText = useFailureText()
  const [fileName, setFileName] = useState('')
  const [csv, setCsv] = useState('')
  const [report, setReport] = useState<R | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState<'check' | 'apply' | null>(null)
  const [over, setOver] = useState(false)

  async function send(text: string, dryRun: boolean) {
    setBusy(dryRun ? 'check' : 'apply')
    setFailure(null)
    try {
      const report = await run(text, dryRun)
      setReport(report)
      if (report.applied) onApplied(report)
    } catch (error) {
      setFailure(failureText(error))
    } finally {
      setBusy(null)
    }
  }

  async function take(file: File | null) {
    if (!file) return
    setReport(null)
    setFailure(null)
    let text: string
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    } catch {
      return setFailure(t('import.notText'))
    }
    if (text.length > MAX_CSV) return setFailure(t('import.tooLarge'))
    setFileName(file.name)
    setCsv(text)
    await send(text, true)
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0] ?? null)
  }

  const changes = report ? report.created + report.updated : 0
  return (
    <div className={classes['list']}>
      <div
        className={classes['drop']}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileSpreadsheet size="2em" stroke={1.5} aria-hidden />
        {fileName && <strong>{fileName}</strong>}
        <FileButton accept=".csv,text/csv,text/plain" onChange={(file) => void take(file)} inputProps={{ 'aria-label': t('import.file') }}>
          {(props) => (
            <Button {...props} variant="default" data-testid="csv-file">
              {t(fileName ? 'import.other' : 'import.file')}
            </Button>
          )}
        </FileButton>
        <span>{t('import.drop')}</span>
      </div>
      {fileName === '' && (
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault()
            if (csv.trim() !== '') void send(csv, true)
          }}
        >
          <Textarea
            label={t('import.paste')}
            value={csv}
            onChange={(event) => {
              setCsv(event.currentTarget.value)
              setReport(null)
            }}
            autosize
            minRows={4}
            maxRows={10}
            spellCheck={false}
            data-testid="csv-text"
          />
          <div>
            <Button type="submit" disabled={csv.trim() === ''} loading={busy === 'check'} data-testid="csv-check">
              {t('import.check')}
            </Button>
          </div>
        </form>
      )}
      {fileName !== '' && busy === 'check' && <p role="status">{t('import.checking')}</p>}
      {failure !== null && (
        <Alert variant="light" color="red" icon={<IconAlertCircle />} role="alert" data-testid="csv-failure">
          {failure}
        </Alert>
      )}
      {report && (
        <section className={classes['card']} aria-live="polite" data-testid="csv-report" data-applied={report.applied} data-problems={report.problemCount}>
          {report.problemCount > 0 ? (
            <Notice title={t('import.problems', { count: report.problemCount })} text={t('import.problemsText')} />
          ) : (
            <h2>
              <IconCircleCheck size="1.3em" aria-hidden /> {t(report.applied ? 'import.applied' : 'import.checked')}
            </h2>
          )}
          <ul className={classes['counts']}>
            <li>{t('import.rows', { count: report.rows })}</li>
            <li>{t('import.created', { count: report.created })}</li>
            <li>{t('import.updated', { count: report.updated })}</li>
            <li>{t('import.unchanged', { count: report.unchanged })}</li>
          </ul>
          {!report.applied && report.problemCount === 0 && (
            <div className={classes['row']}>
              <Button loading={busy === 'apply'} disabled={changes === 0} onClick={() => void send(csv, false)} data-testid="csv-apply">
                {t('import.apply')}
              </Button>
              {changes === 0 && <span className={classes['dim']}>{t('import.nothing')}</span>}
            </div>
          )}
          {report.problems.length > 0 && (
            <>
              {report.problems.length < report.problemCount && <p className={classes['dim']}>{t('import.problemsFirst', { shown: report.problems.length, count: report.problemCount })}</p>}
              <DataTable
                label={t('import.problems', { count: report.problemCount })}
                rows={report.problems}
                keyOf={({ line, column, vi, value }) => `${line} ${column} ${vi} ${value}`}
                testId="csv-problem"
                columns={[
                  { key: 'line', title: t('import.line'), renderCell: ({ line }) => line },
                  { key: 'column', title: t('import.column'), renderCell: ({ column }) => column ?? '–' },
                  { key: 'value', title: t('import.value'), renderCell: ({ value }) => value || '–' },
                  { key: 'reason', title: t('import.reason'), renderCell: ({ vi, en }) => (i18n.language === 'en' ? en : vi) },
                ]}
              />
            </>
          )}
        </section>
      )}
    </div>
  )
}
