import type { Resource } from '@diem-cau/signaling-contract/operations'
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { operationsApi } from '../../../api/office/operationsApi.ts'
import { ActDialog } from '../../../ui/ActDialog.tsx'
import { Callout } from '../../../ui/Callout.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { useFigureText } from '../figures/useFigureText.ts'
import { drainPlan } from './drainPlan.ts'
import { nodeIdOf } from './serverParts.ts'
import classes from './servers.module.css'

interface Props {
  readonly node: Resource
  readonly nodes: readonly Resource[]
  /** False: it takes endpoints again. */
  readonly drains: boolean
  readonly onClose: () => void
}

/** Says how many will move and where, before they do. */
export function DrainDialog({ node, nodes, drains, onClose }: Props) {
  const { t } = useTranslation('operations')
  const figureText = useFigureText()
  const { name } = node
  const { endpoints, targets } = drainPlan(node, nodes)
  const act = async () => {
    await operationsApi.drain(nodeIdOf(node), drains)
    showToast(t(drains ? 'drain.done' : 'drain.reopened', { name }))
    onClose()
  }
  return (
    <ActDialog
      title={drains ? t('drain.title', { name }) : t('drain.reopenTitle', { name })}
      onClose={onClose}
      cancel={t('drain.cancel')}
      act={drains ? t('drain.confirm') : t('drain.reopenConfirm')}
      danger={drains && targets.length === 0}
      onAct={act}
      actTestId="drain-confirm"
    >
      {!drains && <Text>{t('drain.reopenText')}</Text>}
      {drains && targets.length === 0 && <Callout title={t('drain.alone')} text={t('drain.aloneText')} />}
      {drains && targets.length > 0 && (
        <>
          <Text>{endpoints === null ? t('drain.textUnread') : t('drain.text', { count: endpoints })}</Text>
          <Text fw={600}>{t('drain.targets')}</Text>
          <ul className={classes['targets']}>
            {targets.map((target) => (
              <li key={target.id}>
                {t('drain.target', {
                  name: target.name,
                  endpoints: figureText(target.endpoints, 'count'),
                  cpu: figureText(target.cpu, 'percent'),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </ActDialog>
  )
}
