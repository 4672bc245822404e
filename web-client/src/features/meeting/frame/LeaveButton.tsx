import { Button, Group, Popover, Text } from '@mantine/core'
import { IconPhoneOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ToggleButton } from '../../../ui/ToggleButton.tsx'
import { EndDialog } from '../conduct/end/EndDialog.tsx'
import { useMyPart } from '../scope/useMyPart.ts'
import { useLayout, useLayoutStore } from '../layout/LayoutContext.ts'
import { useControls } from '../layout/useControls.ts'

/** Leaves the meeting after one question: the button is where hands pass. */
export function LeaveButton() {
  const { t } = useTranslation(['meeting', 'conduct'])
  const { leave } = useControls()
  const { isActingChair } = useMyPart()
  const layout = useLayoutStore()
  const asking = useLayout(({ dialog }) => dialog === 'leave')
  const setAsking = (isAsked: boolean) => layout.setState({ dialog: isAsked ? 'leave' : null })
  const [ending, setEnding] = useState(false)
  return (
    <>
      <Popover
        opened={asking}
        onChange={setAsking}
        position="top-end"
        withArrow
        trapFocus
        returnFocus
        shadow="lg"
        withRoles={false}
      >
        <Popover.Target>
          <span>
            <ToggleButton
              testId="leave"
              tone="danger"
              on={false}
              expanded={asking}
              label={t('control.leave')}
              text={t('control.leave')}
              icon={<IconPhoneOff />}
              onClick={() => setAsking(!asking)}
            />
          </span>
        </Popover.Target>
        <Popover.Dropdown role="dialog" aria-label={t('control.leaveTitle')}>
          <Text fw={600} size="lg">
            {t('control.leaveTitle')}
          </Text>
          <Text mt={4} maw="20rem">
            {t('control.leaveText')}
          </Text>
          <Group mt="md" justify="flex-end">
            <Button size="md" variant="default" onClick={() => setAsking(false)}>
              {t('control.stay')}
            </Button>
            <Button size="md" color="red" onClick={leave} data-autofocus data-testid="leave-confirm">
              {t('control.leaveConfirm')}
            </Button>
          </Group>
          {isActingChair && (
            <Button
              mt="md"
              size="md"
              fullWidth
              variant="outline"
              color="red"
              onClick={() => {
                setAsking(false)
                setEnding(true)
              }}
              data-testid="conduct-end"
            >
              {t('conduct:end.button')}
            </Button>
          )}
        </Popover.Dropdown>
      </Popover>
      <EndDialog opened={ending} onClose={() => setEnding(false)} />
    </>
  )
}
