import { Kbd, Modal, NativeSelect, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { videoCodecs, type VideoCodec } from '../../../live/media/encodings.ts'
import { preferences, remember } from '../../../live/meeting/preferences.ts'
import { seatSources } from '../../../live/meeting/seatSources.ts'
import { DisplayMenu } from '../../../ui/DisplayMenu.tsx'
import { DeviceSetup } from '../devices/DeviceSetup.tsx'
import { useMeeting, useMeetingScope } from '../scope/MeetingContext.ts'
import { useMirror } from '../devices/useMirror.ts'
import { SecondChoice } from '../second/SecondChoice.tsx'
import { useLayout, useLayoutStore } from '../layout/LayoutContext.ts'
import classes from './MeetingDialogs.module.css'

const keys = ['m', 'r', 'v', 's', 'w', 'p', 'f'] as const
const meaning = {
  m: 'mic',
  r: 'floor',
  v: 'camera',
  s: 'share',
  w: 'view',
  p: 'participants',
  f: 'fullscreen',
} as const

const isCodec = (value: string): value is VideoCodec => videoCodecs.some((codec) => codec === value)

/** The dialogs of the settings and of the list of keys. */
export function MeetingDialogs() {
  const { t } = useTranslation(['meeting', 'translation'])
  const { detail } = useMeetingScope()
  const layout = useLayoutStore()
  const dialog = useLayout((state) => state.dialog)
  const { codec, shortcuts, keepControls } = useStore(preferences)
  const camera = useMeeting(({ local }) => local.camera)
  const mirrored = useMirror(camera.kind === 'on' ? camera.track : null)
  const close = () => layout.setState({ dialog: null })
  const closeButtonProps = { 'aria-label': t('translation:common.close'), size: 'lg' as const }
  return (
    <>
      <Modal
        opened={dialog === 'settings'}
        onClose={close}
        title={t('settings.title')}
        centered
        size="lg"
        closeButtonProps={closeButtonProps}
      >
        <div className={classes['settings']}>
          <DeviceSetup observer={seatSources(detail.seat).length === 0} />
          <Switch
            size="md"
            label={t('settings.shortcuts')}
            checked={shortcuts}
            onChange={({ currentTarget }) => remember({ shortcuts: currentTarget.checked })}
          />
          <Switch
            size="md"
            label={t('settings.mirror')}
            description={t('settings.mirrorHint')}
            checked={mirrored}
            onChange={({ currentTarget }) => remember({ mirror: currentTarget.checked })}
            data-testid="mirror"
          />
          <Switch
            size="md"
            label={t('settings.keepControls')}
            description={t('settings.keepControlsHint')}
            checked={keepControls}
            onChange={({ currentTarget }) => remember({ keepControls: currentTarget.checked })}
            data-testid="keep-controls"
          />
          <SecondChoice />
          <DisplayMenu />
          <details className={classes['technical']}>
            <summary data-testid="technical">{t('settings.technical')}</summary>
            <NativeSelect
              label={t('settings.codec')}
              description={t('settings.codecHint')}
              size="md"
              value={codec}
              onChange={({ currentTarget: { value } }) => isCodec(value) && remember({ codec: value })}
              data={videoCodecs.map((value) => ({ value, label: t(`settings.codecs.${value}`) }))}
              data-testid="codec"
            />
          </details>
        </div>
      </Modal>
      <Modal
        opened={dialog === 'shortcuts'}
        onClose={close}
        title={t('shortcuts.title')}
        centered
        closeButtonProps={closeButtonProps}
      >
        <dl className={classes['keys']}>
          {keys.map((key) => (
            <div key={key}>
              <dt>
                <Kbd size="md">{key.toUpperCase()}</Kbd>
              </dt>
              <dd>{t(`shortcuts.${meaning[key]}`)}</dd>
            </div>
          ))}
          <div>
            <dt>
              <Kbd size="md">{t('shortcuts.space')}</Kbd>
            </dt>
            <dd>{t('shortcuts.talk')}</dd>
          </div>
          <div>
            <dt>
              <Kbd size="md">Shift</Kbd> <Kbd size="md">M</Kbd>
            </dt>
            <dd>{t('shortcuts.silence')}</dd>
          </div>
          <div>
            <dt>
              <Kbd size="md">Esc</Kbd>
            </dt>
            <dd>{t('shortcuts.close')}</dd>
          </div>
          <div>
            <dt>
              <Kbd size="md">←</Kbd> <Kbd size="md">→</Kbd>
            </dt>
            <dd>{t('shortcuts.pages')}</dd>
          </div>
          <div>
            <dt>
              <Kbd size="md">PgUp</Kbd> <Kbd size="md">PgDn</Kbd>
            </dt>
            <dd>{t('shortcuts.remotePages')}</dd>
          </div>
          <div>
            <dt>
              <Kbd size="md">B</Kbd> <Kbd size="md">.</Kbd>
            </dt>
            <dd>{t('shortcuts.remoteFloor')}</dd>
          </div>
          <div>
            <dt>
              <Kbd size="md">?</Kbd>
            </dt>
            <dd>{t('shortcuts.help')}</dd>
          </div>
        </dl>
      </Modal>
    </>
  )
}
