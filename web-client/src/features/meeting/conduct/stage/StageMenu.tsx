import type { Stage } from '@diem-cau/signaling-contract'
import { Button, Menu } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAsk } from '../../scope/useAsk.ts'
import { useConduct } from '../../scope/useConduct.ts'
import { useFit } from '../../layout/useFit.ts'
import { useNameOf } from '../../scope/useCall.ts'
import { PinDialog } from './PinDialog.tsx'
import classes from './StageBar.module.css'
import { StageDiagram } from './StageDiagram.tsx'

const kinds: readonly Stage['kind'][] = ['follow', 'content', 'pinned', 'gallery']

interface Props {
  /** The name of what everyone watches; '' while that is nothing. */
  readonly text: string
}

/** Lets the chair decide what everyone watches (SPEC 9.1). */
export function StageMenu({ text }: Props) {
  const { t } = useTranslation('stage')
  const { ask, pending } = useAsk()
  // A phone has no room for names; the pictures have them.
  const fit = useFit()
  const [pinning, setPinning] = useState(false)
  const current = useConduct((conduct) => conduct.stage)
  const nameOf = useNameOf()
  const pinned =
    current.kind === 'pinned'
      ? current.participantIds
          .map((id) => nameOf(id))
          .filter((name) => name !== '')
          .join(', ')
      : ''
  const label =
    current.kind === 'pinned' ? t('menu.nowPinned', { units: pinned }) : text === '' ? t('menu.button') : text

  function choose(kind: Stage['kind']) {
    if (kind === 'pinned') return setPinning(true)
    void ask('stage:set', { stage: kind === 'gallery' ? { kind, page: 0 } : { kind } })
  }
  return (
    <>
      <Menu position="bottom-end" shadow="lg" withinPortal>
        <Menu.Target>
          <Button
            className={classes['choice'] ?? ''}
            title={label}
            aria-label={`${t('menu.title')}: ${label}`}
            variant="default"
            size="compact-md"
            loading={pending}
            leftSection={<StageDiagram kind={current.kind} />}
            rightSection={<IconChevronDown size="1.1em" aria-hidden />}
            data-testid="stage-menu"
          >
            <span data-testid="stage-what">{fit === 'full' ? label : t(`menu.now.${current.kind}`)}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('menu.title')}</Menu.Label>
          {kinds.map((kind) => (
            <Menu.Item
              key={kind}
              className={classes['item'] ?? ''}
              role="menuitemradio"
              aria-checked={current.kind === kind}
              leftSection={<StageDiagram kind={kind} />}
              rightSection={current.kind === kind ? <IconCheck size="1.2em" aria-hidden /> : undefined}
              onClick={() => choose(kind)}
              data-testid={`stage-set-${kind}`}
            >
              {t(`menu.${kind}`)}
              <span className={classes['hint']}>{t(`menu.${kind}Hint`)}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {pinning && <PinDialog onClose={() => setPinning(false)} />}
    </>
  )
}
