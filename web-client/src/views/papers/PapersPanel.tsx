import { isOffice } from '@diem-cau/signaling-contract'
import type { Paper } from '@diem-cau/signaling-contract/office'
import { Alert, Button, Loader, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addTexts } from '../../i18n/addTexts.ts'
import { useAsk } from '../conduct/useAsk.ts'
import { useConduct } from '../conduct/useConduct.ts'
import { useMyPart } from '../conduct/useMyPart.ts'
import { useLayout, useLayoutStore } from '../meeting/LayoutContext.ts'
import { useMeeting, useMeetingClient } from '../MeetingContext.ts'
import { PaperItem } from './PaperItem.tsx'
import classes from './PapersPanel.module.css'
import { en, vi } from './texts.ts'
import { usePapers } from './usePapers.ts'

addTexts('papers', { vi, en })

/** The meeting's papers by the points of its agenda: to open for everyone, to read alone, to take away. */
export function PapersPanel() {
  const { t } = useTranslation(['papers', 'translation'])
  const client = useMeetingClient()
  const layout = useLayoutStore()
  const own = useLayout((state) => state.own)
  const part = useMyPart()
  const { ask, pending } = useAsk()
  const { agenda, open, stage } = useConduct((conduct) => ({ agenda: conduct.agenda, open: conduct.paper, stage: conduct.stage.kind }))
  const presenter = useMeeting(({ meeting }) => (open === null ? undefined : meeting.participants[open.presenter]?.unit.name))
  const mayReplace = useMeeting(({ meeting }) => {
    const mine = part.me === null ? undefined : meeting.participants[part.me]
    return open === null || open.presenter === part.me || (mine !== undefined && isOffice(meeting, mine))
  })
  const { data, failure, refresh } = usePapers()

  async function openForAll(paper: Paper) {
    const version = paper.versions[0]?.number
    if (version === undefined || !(await ask('paper:open', { paperId: paper.paperId, version, page: 1 }))) return
    layout.setState({ own: null, view: 'stage' })
    if (stage === 'follow' || stage === 'content') return
    // The chair who opens a paper wants it to be seen; anybody else waits for the chair.
    if (part.isActingChair) await ask('stage:set', { stage: { kind: 'follow' } })
    else client.notes.show(t('notShown'))
  }

  if (failure !== null && !data) {
    return (
      <div className={classes['root']} data-testid="paper-panel">
        <Alert color="red">{t('failed')}</Alert>
        <Button onClick={refresh}>{t('translation:common.retry')}</Button>
      </div>
    )
  }
  if (!data) return <Loader />
  const points = agenda.map(({ itemId, title }, index) => ({ key: String(itemId), title: `${index + 1}. ${title}`, papers: data.papers.filter((paper) => paper.itemId === itemId) }))
  const known = new Set(agenda.map(({ itemId }) => String(itemId)))
  const general = { key: '', title: t('general'), papers: data.papers.filter(({ itemId }) => itemId === null || !known.has(itemId)) }
  const groups = [...points, general].filter(({ papers }) => papers.length > 0)
  return (
    <div className={classes['root']} data-testid="paper-panel">
      {groups.length === 0 && (
        <Text c="dimmed">
          {t('none')} {t('noneHint')}
        </Text>
      )}
      {groups.length > 0 && !part.mayShareNow && (
        <Text size="sm" c="dimmed">
          {t('mayNotOpen')}
        </Text>
      )}
      {part.mayShareNow && !mayReplace && presenter !== undefined && (
        <Text size="sm" c="dimmed">
          {t('otherOpen', { unit: presenter })}
        </Text>
      )}
      {groups.map(({ key, title, papers }) => (
        <section key={key} className={classes['group']} aria-label={title}>
          <Title order={3} size="h6" className={classes['title'] ?? ''}>
            {title}
          </Title>
          <ul className={classes['list']}>
            {papers.map((paper) => (
              <PaperItem
                key={paper.paperId}
                paper={paper}
                isOpen={open?.paperId === paper.paperId}
                isRead={own?.kind === 'paper' && own.paperId === paper.paperId}
                mayOpen={part.mayShareNow && mayReplace}
                pending={pending}
                onOpen={() => void openForAll(paper)}
                onRead={(version) => layout.setState({ own: { kind: 'paper', paperId: paper.paperId, version, name: paper.name }, view: 'stage' })}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
