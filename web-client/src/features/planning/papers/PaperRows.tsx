import type { Paper, PaperVersion } from '@diem-cau/signaling-contract/office'
import { ActionIcon, Anchor } from '@mantine/core'
import {
  IconDownload,
  IconFile,
  IconFileTypePdf,
  IconFileTypePpt,
  IconFileTypeXls,
  IconFileWord,
  IconPhoto,
} from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { papersApi } from '../../../api/office/papersApi.ts'
import { download } from '../../../browser/saveFile.ts'
import { showToast } from '../../../ui/toasts.ts'
import classes from './PaperRows.module.css'
import { momentText, sizeText } from '../../../time/timeText.ts'

interface Props {
  readonly papers: readonly Paper[]
  readonly nothing?: string
  /** Further actions on each paper. */
  readonly actions?: (paper: Paper) => ReactNode
}

/** Papers to download. They come as files, so nothing of them runs in this page. */
export function PaperRows({ papers, nothing, actions }: Props) {
  if (papers.length === 0) return nothing ? <p className={classes['none']}>{nothing}</p> : null
  return (
    <ul className={classes['papers']}>
      {papers.map((paper) => (
        <PaperRow key={paper.paperId} paper={paper} actions={actions?.(paper)} />
      ))}
    </ul>
  )
}

function PaperRow({ paper, actions }: { readonly paper: Paper; readonly actions: ReactNode }) {
  const { t } = useTranslation('schedule')
  const failureText = useFailureText()
  const [busy, setBusy] = useState(false)
  const [newest, ...earlier] = paper.versions
  if (!newest) return null
  const fetchVersion = async (version: PaperVersion) => {
    setBusy(true)
    try {
      const { url } = await papersApi.link(paper.paperId, version.number)
      download(url, version.fileName)
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  const text = (version: PaperVersion) =>
    t('plan.version', { number: version.number, size: sizeText(version.bytes), time: momentText(version.uploadedAt) })
  return (
    <li className={classes['paper']} data-testid="paper">
      <span className={classes['icon']} aria-hidden>
        {iconOf(newest.type)}
      </span>
      <div className={classes['what']}>
        <Anchor
          component="button"
          type="button"
          onClick={() => void fetchVersion(newest)}
          className={classes['name'] ?? ''}
        >
          {paper.name}
        </Anchor>
        <span className={classes['facts']}>
          {text(newest)}
          {paper.shared && ` · ${t('papers.shared')}`}
        </span>
        {newest.rendition !== null && (
          <span className={classes['facts']} data-testid="rendition" data-status={newest.rendition}>
            {t(`papers.rendition.${newest.rendition}`)}
          </span>
        )}
        {earlier.length > 0 && (
          <details className={classes['earlier']}>
            <summary>{t('plan.earlier')}</summary>
            {earlier.map((version) => (
              <Anchor
                key={version.number}
                component="button"
                type="button"
                display="block"
                onClick={() => void fetchVersion(version)}
              >
                {text(version)}
              </Anchor>
            ))}
          </details>
        )}
      </div>
      {actions}
      <ActionIcon
        variant="subtle"
        size="lg"
        loading={busy}
        aria-label={t('plan.downloadOf', { name: paper.name })}
        onClick={() => void fetchVersion(newest)}
      >
        <IconDownload size="1.2em" />
      </ActionIcon>
    </li>
  )
}

function iconOf(kind: PaperVersion['type']): ReactNode {
  switch (kind) {
    case 'pdf':
      return <IconFileTypePdf />
    case 'docx':
    case 'doc':
    case 'odt':
      return <IconFileWord />
    case 'xlsx':
    case 'xls':
    case 'ods':
      return <IconFileTypeXls />
    case 'pptx':
    case 'ppt':
    case 'odp':
      return <IconFileTypePpt />
    case 'png':
    case 'jpeg':
    case 'webp':
      return <IconPhoto />
    default:
      kind satisfies never
      return <IconFile />
  }
}
