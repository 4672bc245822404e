import { SECOND_SHOWS } from '@diem-cau/signaling-contract/readiness'
import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { changeRoomSettings, roomSettings } from '../../ownRoom/roomSettings.ts'
import { useOwnRoom } from '../../ownRoom/useOwnRoom.ts'

/** What the second screen shows. A person's is not opened by itself, so there is nothing to turn off. */
export function SecondChoice() {
  const { t } = useTranslation('ownRoom')
  const isRoom = useOwnRoom()
  const value = useStore(roomSettings, ({ secondShows }) => secondShows)
  const choices = SECOND_SHOWS.filter((choice) => isRoom || choice !== 'off')
  return (
    <NativeSelect
      label={t('second.shows')}
      description={t('second.hint')}
      size="md"
      value={value}
      onChange={({ currentTarget }) => {
        const secondShows = choices.find((choice) => choice === currentTarget.value)
        if (secondShows) changeRoomSettings({ secondShows })
      }}
      data={choices.map((choice) => ({ value: choice, label: t(`second.choice.${choice}`) }))}
      data-testid="second-shows"
    />
  )
}
