import { Text, Title } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../../ui/Empty.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { PanelList } from '../../../ui/PanelList.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { useConduct } from '../scope/useConduct.ts'
import { useLayout } from '../layout/LayoutContext.ts'
import { useName } from '../scope/useCall.ts'
import { AddPapers } from './AddPapers.tsx'
import { PaperItem } from './PaperItem.tsx'
import classes from './PapersPanel.module.css'
import { usePaperActs } from './usePaperActs.ts'
import { usePapers } from './usePapers.ts'

/** Lists the meeting's papers by the points of its agenda: to open for everyone, to read alone, to take away. */
export function PapersPanel() {
  const { t } = useTranslation(['papers', 'translation'])
  const own = useLayout((state) => state.own)
  const agenda = useConduct((conduct) => conduct.agenda)
  const { open, pending, mayPresent, mayOpen, openForAll, readAlone } = usePaperActs()
  const presenter = useName(open?.presenter ?? null)
  const { data, failure, refresh } = usePapers()

  if (failure !== null && !data) {
    return (
      <div className={classes['root']} data-testid="paper-panel">
        <LoadFailed title={t('failed')} failure={failure} onRetry={refresh} />
      </div>
    )
  }
  if (!data) {
    return (
      <div className={classes['root']}>
        <Skeletons heights={[1.5, 4.5, 4.5]} />
      </div>
    )
  }
  const points = agenda.map(({ itemId, title }, index) => ({
    key: String(itemId),
    title: `${index + 1}. ${title}`,
    papers: data.papers.filter((paper) => paper.itemId === itemId),
  }))
  const known = new Set(agenda.map(({ itemId }) => String(itemId)))
  const general = {
    key: '',
    title: t('general'),
    papers: data.papers.filter(({ itemId }) => itemId === null || !known.has(itemId)),
  }
  const groups = [...points, general].filter(({ papers }) => papers.length > 0)
  return (
    <div className={classes['root']} data-testid="paper-panel">
      {data.mayManage && <AddPapers onDone={refresh} />}
      {groups.length === 0 && (
        <Empty
          icon={<IconFileText size="1em" stroke={1.4} />}
          title={t('none')}
          text={t(data.mayManage ? 'noneHintManage' : 'noneHint')}
        />
      )}
      {groups.length > 0 && !mayPresent && (
        <Text size="sm" c="dimmed">
          {t('mayNotOpen')}
        </Text>
      )}
      {mayPresent && !mayOpen && presenter !== '' && (
        <Text size="sm" c="dimmed">
          {t('otherOpen', { unit: presenter })}
        </Text>
      )}
      {groups.map(({ key, title, papers }) => (
        <section key={key} className={classes['group']} aria-label={title}>
          <Title order={3} size="h6" className={classes['title'] ?? ''}>
            {title}
          </Title>
          <PanelList>
            {papers.map((paper) => (
              <PaperItem
                key={paper.paperId}
                paper={paper}
                isOpen={open?.paperId === paper.paperId}
                isRead={own?.kind === 'paper' && own.paperId === paper.paperId}
                mayOpen={mayOpen}
                pending={pending}
                onOpen={() => void openForAll(paper)}
                onRead={(version) => readAlone(paper, version)}
              />
            ))}
          </PanelList>
        </section>
      ))}
    </div>
  )
}
