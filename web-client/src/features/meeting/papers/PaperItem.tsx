import type { Paper } from '@diem-cau/signaling-contract/office'
import { ActionIcon, Button } from '@mantine/core'
import { IconBook2, IconDownload, IconPresentation } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { papersApi } from '../../../api/office/papersApi.ts'
import { download } from '../../../browser/saveFile.ts'
import { isReadable } from './pages/isReadable.ts'
import { failureCode } from '../../../api/client/RequestFailed.ts'
import { PanelRow, RowActs, RowHead, RowText } from '../../../ui/PanelList.tsx'
import { useMeetingClient } from '../scope/MeetingContext.ts'
import { sizeText } from '../../../time/timeText.ts'
import classes from './PapersPanel.module.css'

interface Props {
  readonly paper: Paper
  readonly isOpen: boolean
  readonly isRead: boolean
  readonly mayOpen: boolean
  readonly pending: boolean
  readonly onOpen: () => void
  readonly onRead: (version: number) => void
}

/** One paper, and the actions on it. */
export function PaperItem({ paper, isOpen, isRead, mayOpen, pending, onOpen, onRead }: Props) {
  const { t } = useTranslation('papers')
  const client = useMeetingClient()
  const [newest] = paper.versions
  if (!newest) return null
  const readable = isReadable(newest)
  async function fetchIt(version: typeof newest) {
    if (!version) return
    try {
      const { url } = await papersApi.link(paper.paperId, version.number)
      download(url, version.fileName)
    } catch (error) {
      client.trouble$.emit(failureCode(error))
    }
  }
  return (
    <PanelRow
      tone={isOpen ? 'now' : undefined}
      data-testid="paper-item"
      data-paper={paper.paperId}
      data-open={isOpen}
      data-rendition={newest.rendition ?? ''}
    >
      <RowHead>
        <RowText>
          <b>{paper.name}</b>
          <small>
            {newest.type.toUpperCase()} · {t('facts', { number: newest.number, size: sizeText(newest.bytes) })}
          </small>
          {newest.rendition !== null && newest.rendition !== 'ready' && (
            <small role="status">
              <span className={classes['warn']}>{t(`rendition.${newest.rendition}`)}</span>
            </small>
          )}
        </RowText>
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label={t('download', { name: paper.name })}
          title={t('download', { name: paper.name })}
          onClick={() => void fetchIt(newest)}
          data-testid={`paper-download-${paper.paperId}`}
        >
          <IconDownload size="1.3em" aria-hidden />
        </ActionIcon>
      </RowHead>
      {isOpen && (
        <span className={classes['now']} data-tone="good">
          <IconPresentation size="1.2em" aria-hidden />
          {t('openNow')}
        </span>
      )}
      {isRead && (
        <span className={classes['now']}>
          <IconBook2 size="1.2em" aria-hidden />
          {t('readingNow')}
        </span>
      )}
      {readable && (
        <RowActs>
          {mayOpen && !isOpen && (
            <Button
              size="compact-md"
              disabled={pending}
              leftSection={<IconPresentation size="1.2em" aria-hidden />}
              onClick={onOpen}
              data-testid={`paper-open-${paper.paperId}`}
            >
              {t('openForAll')}
            </Button>
          )}
          {!isRead && (
            <Button
              size="compact-md"
              variant="default"
              leftSection={<IconBook2 size="1.2em" aria-hidden />}
              onClick={() => onRead(newest.number)}
              data-testid={`paper-read-${paper.paperId}`}
            >
              {t('readAlone')}
            </Button>
          )}
        </RowActs>
      )}
    </PanelRow>
  )
}
