import { useTranslation } from 'react-i18next'
import { HelpPhone } from './HelpPhone.tsx'
import classes from './RemoteControl.module.css'

/** Keys as remote controls and keyboards have them, and what each does. */
const rows = [
  ['floor', 'R'],
  ['mic', 'M'],
  ['volume', 'L'],
  ['help', 'H'],
] as const
const others = ['arrows', 'ok', 'back', 'numbers'] as const

/** All that the remote control does, and whom to call. */
export function RemoteHelp() {
  const { t } = useTranslation('ownRoom')
  return (
    <div className={classes['help']} data-testid="remote-help">
      <dl>
        {rows.map(([name, letter]) => (
          <div key={name} data-key={name}>
            <dt>
              {t(`remote.colour.${name}`)} / {letter}
            </dt>
            <dd>{t(`remote.does.${name}`)}</dd>
          </div>
        ))}
        {others.map((name) => (
          <div key={name}>
            <dt>{t(`remote.key.${name}`)}</dt>
            <dd>{t(`remote.does.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <HelpPhone />
    </div>
  )
}
