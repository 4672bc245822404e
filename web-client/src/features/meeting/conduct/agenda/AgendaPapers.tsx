import type { Paper } from '@diem-cau/signaling-contract/office'
import { Badge, Button } from '@mantine/core'
import { IconBook2, IconFileText, IconPresentation } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isReadable } from '../../papers/pages/isReadable.ts'
import { usePaperActs } from '../../papers/usePaperActs.ts'
import classes from './Agenda.module.css'

/** The papers of a point, which the room needs while it is discussed. */
export function AgendaPapers({ papers }: { readonly papers: readonly Paper[] }) {
  const { t } = useTranslation(['papers', 'agenda'])
  const { open, pending, mayOpen, openForAll, readAlone } = usePaperActs()
  return (
    <ul className={classes['papers']} aria-label={t('agenda:papers')}>
      {papers.map((paper) => {
        const [newest] = paper.versions
        const isOpen = open?.paperId === paper.paperId
        if (!newest) return null
        return (
          <li key={paper.paperId} data-testid={`agenda-paper-${paper.paperId}`} data-open={isOpen}>
            <span className={classes['paperName']}>
              <IconFileText size="1.2em" aria-hidden />
              {paper.name}
            </span>
            {isOpen && <Badge color="green">{t('openNow')}</Badge>}
            {isReadable(newest) && mayOpen && !isOpen && (
              <Button
                size="compact-md"
                variant="light"
                disabled={pending}
                leftSection={<IconPresentation size="1.2em" aria-hidden />}
                onClick={() => void openForAll(paper)}
                aria-label={`${t('openForAll')}: ${paper.name}`}
              >
                {t('openForAll')}
              </Button>
            )}
            {isReadable(newest) && (
              <Button
                size="compact-md"
                variant="default"
                leftSection={<IconBook2 size="1.2em" aria-hidden />}
                onClick={() => readAlone(paper, newest.number)}
                aria-label={`${t('readAlone')}: ${paper.name}`}
              >
                {t('readAlone')}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
