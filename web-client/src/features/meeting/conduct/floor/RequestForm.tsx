import { ItemId } from '@diem-cau/signaling-contract'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConduct } from '../../scope/useConduct.ts'
import classes from './RequestForm.module.css'
import { useFloorRequest } from './useFloorRequest.ts'

interface Props {
  readonly onDone?: () => void
}

/** Asks who of the room will speak, and to which item; both may be left as they are. */
export function RequestForm({ onDone }: Props) {
  const { t } = useTranslation('conduct')
  const { request, pending, speakers, current } = useFloorRequest()
  const agenda = useConduct((conduct) => conduct.agenda)
  const [speaker, setSpeaker] = useState(speakers.last)
  const [item, setItem] = useState<string>(current ?? '')
  const names = useId()
  async function submit() {
    await request(speaker, item === '' ? null : ItemId.parse(item))
    onDone?.()
  }
  return (
    <form
      className={classes['root']}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextInput
        size="md"
        label={t('request.speaker')}
        placeholder={t('request.speakerHint')}
        value={speaker}
        maxLength={200}
        list={names}
        autoComplete="off"
        onChange={({ currentTarget }) => setSpeaker(currentTarget.value)}
        data-testid="floor-speaker"
      />
      <datalist id={names}>
        {speakers.names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      {speakers.names.length > 0 && (
        <div className={classes['names']}>
          {speakers.names.slice(0, 4).map((name) => (
            <Button
              key={name}
              size="compact-md"
              variant={name === speaker ? 'filled' : 'default'}
              onClick={() => setSpeaker(name)}
            >
              {name}
            </Button>
          ))}
        </div>
      )}
      {agenda.length > 0 && (
        <NativeSelect
          size="md"
          label={t('request.item')}
          value={item}
          onChange={({ currentTarget }) => setItem(currentTarget.value)}
          data-testid="floor-item"
        >
          <option value="">{t('request.noItem')}</option>
          {agenda.map(({ itemId, title }, index) => (
            <option key={itemId} value={itemId}>
              {index + 1}. {title}
            </option>
          ))}
        </NativeSelect>
      )}
      <Button
        type="submit"
        size="lg"
        loading={pending}
        leftSection={<IconHandStop size="1.2em" aria-hidden />}
        data-testid="floor-request-submit"
      >
        {t('request.submit')}
      </Button>
    </form>
  )
}
