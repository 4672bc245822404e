import { FloorMode } from '@diem-cau/signaling-contract'
import { UnstyledButton } from '@mantine/core'
import { IconLock, IconMicrophone, IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useAsk } from '../../scope/useAsk.ts'
import { useConduct } from '../../scope/useConduct.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import classes from './ModeChoice.module.css'

const icons = { chaired: IconMicrophone, open: IconUsersGroup, silent: IconLock }

/** The mode in which one speaks in this meeting; the acting chair decides, the rest of the office sees it. */
export function ModeChoice() {
  const { t } = useTranslation('floor')
  const { isActingChair } = useMyPart()
  const mode = useConduct((conduct) => conduct.mode)
  const { ask, pending } = useAsk()
  return (
    <div className={classes['root']}>
      <div className={classes['choices']} role="group" aria-label={t('mode')}>
        {FloorMode.options.map((option) => {
          const ModeIcon = icons[option]
          return (
            <UnstyledButton
              key={option}
              className={classes['choice']}
              aria-pressed={option === mode}
              disabled={!isActingChair || pending}
              title={t(`modeHint.${option}`)}
              onClick={() => void ask('floor:setMode', { mode: option })}
              data-testid={`floor-mode-${option}`}
            >
              <ModeIcon aria-hidden />
              {t(`modeName.${option}`)}
            </UnstyledButton>
          )
        })}
      </div>
      <p className={classes['hint']} aria-live="polite">
        {t(`modeHint.${mode}`)}
        {!isActingChair && ` ${t('modeByChair')}`}
      </p>
    </div>
  )
}
