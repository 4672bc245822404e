import type { AgendaPoint } from '@diem-cau/signaling-contract'
import {
  ActionIcon,
  Button,
  Checkbox,
  Chip,
  Group,
  Modal,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortfallOf } from '@diem-cau/signaling-contract'
import { Callout } from '../../../../ui/Callout.tsx'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { useAsk } from '../../scope/useAsk.ts'
import { useConduct } from '../../scope/useConduct.ts'
import { ruleText } from './ruleText.ts'
import { VoteReachLine } from './VoteReachLine.tsx'
import {
  isTwice,
  MOST_OPTIONS,
  newVoteForm,
  voteRequest,
  withLabels,
  withOption,
  withoutOption,
  type VoteForm,
} from './voteForm.ts'
import classes from './Votes.module.css'

/** Seconds to choose from. */
const times = [30, 60, 120, 180, 300, 600]

interface Props {
  /** The point that the vote is on; its title is the question until it is changed. */
  readonly point?: AgendaPoint | null
  readonly onClose: () => void
}

/** Lets the chair put a question; a sentence says what the rule means before it is opened. */
export function NewVoteDialog({ point = null, onClose }: Props) {
  const { t } = useTranslation('votes')
  const { ask, pending } = useAsk()
  const missed = useMeeting(({ meeting }) => shortfallOf(meeting))
  const agenda = useConduct((conduct) => conduct.agenda)
  const current = agenda.find(({ status }) => status === 'current')?.itemId ?? null
  const presets = { standard: [t('yes'), t('no'), t('abstain')], yesNo: [t('plainYes'), t('plainNo')] }
  const [preset, setPreset] = useState<'standard' | 'yesNo' | 'own'>('standard')
  const [form, setForm] = useState<VoteForm>(() =>
    newVoteForm(presets.standard, point?.itemId ?? current, point?.title),
  )
  const change = (part: Partial<VoteForm>) => setForm((before) => ({ ...before, ...part }))
  function choosePreset(chosen: typeof preset) {
    setPreset(chosen)
    if (chosen !== 'own') setForm((before) => withLabels(before, presets[chosen]))
  }
  // Options in one's own words are no preset any more.
  const own = (edited: VoteForm) => {
    setPreset('own')
    setForm(edited)
  }
  const request = voteRequest(form, missed !== null)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('newTitle')}
      size="64rem"
      closeButtonProps={{ 'aria-label': t('common.close', { ns: 'translation' }), size: 'lg' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (request) void ask('vote:open', request).then((done) => done && onClose())
        }}
      >
        <div className={classes['form']}>
          <Stack gap="sm">
            <Textarea
              data-autofocus
              required
              size="md"
              label={t('question')}
              placeholder={t('questionHint')}
              autosize
              minRows={2}
              maxRows={6}
              maxLength={1_000}
              value={form.question}
              onChange={({ currentTarget }) => change({ question: currentTarget.value })}
              data-testid="vote-question"
            />
            {agenda.length > 0 && (
              <NativeSelect
                size="md"
                label={t('item')}
                value={form.itemId ?? ''}
                onChange={({ currentTarget }) =>
                  change({ itemId: agenda.find((point) => point.itemId === currentTarget.value)?.itemId ?? null })
                }
              >
                <option value="">{t('general')}</option>
                {agenda.map((point, index) => (
                  <option key={point.itemId} value={point.itemId}>
                    {index + 1}. {point.title}
                  </option>
                ))}
              </NativeSelect>
            )}
            <fieldset className={classes['fieldset']}>
              <legend>{t('options')}</legend>
              <Chip.Group
                value={preset}
                onChange={(value) => choosePreset(value === 'standard' || value === 'yesNo' ? value : 'own')}
              >
                <Group gap={6} role="group" aria-label={t('presets')}>
                  <Chip value="standard" data-testid="vote-preset-standard">
                    {t('presetStandard')}
                  </Chip>
                  <Chip value="yesNo" data-testid="vote-preset-yesNo">
                    {t('presetYesNo')}
                  </Chip>
                  <Chip value="own" data-testid="vote-preset-own">
                    {t('presetOwn')}
                  </Chip>
                </Group>
              </Chip.Group>
              {form.options.map(({ optionId, label }, index) => (
                <div key={optionId} className={classes['option']}>
                  <TextInput
                    size="md"
                    aria-label={t('option', { number: index + 1 })}
                    maxLength={200}
                    error={isTwice(form, index) ? t('optionTwice') : undefined}
                    value={label}
                    onChange={({ currentTarget }) =>
                      own({ ...form, options: form.options.with(index, { optionId, label: currentTarget.value }) })
                    }
                  />
                  <ActionIcon
                    size="xl"
                    variant="default"
                    disabled={form.options.length <= 2}
                    aria-label={t('removeOption', { number: index + 1 })}
                    onClick={() => own(withoutOption(form, index))}
                  >
                    <IconTrash size="1.2em" aria-hidden />
                  </ActionIcon>
                </div>
              ))}
              {form.options.length < MOST_OPTIONS && (
                <Button
                  variant="default"
                  size="sm"
                  leftSection={<IconPlus size="1.1em" aria-hidden />}
                  onClick={() => own(withOption(form))}
                >
                  {t('addOption')}
                </Button>
              )}
            </fieldset>
          </Stack>
          <Stack gap="sm">
            <Group grow align="start" className={classes['pairs'] ?? ''}>
              <NativeSelect
                size="md"
                label={t('decides')}
                value={form.decides === null ? '' : String(form.decides)}
                onChange={({ currentTarget: { value } }) => change({ decides: value === '' ? null : Number(value) })}
              >
                {form.options.map(({ optionId, label }, index) => (
                  <option key={optionId} value={index}>
                    {label}
                  </option>
                ))}
                <option value="">{t('decidesNone')}</option>
              </NativeSelect>
              <NativeSelect
                size="md"
                label={t('electorate')}
                value={form.electorate}
                onChange={({ currentTarget }) =>
                  change({ electorate: currentTarget.value === 'delegates' ? 'delegates' : 'units' })
                }
                data={[
                  { value: 'units', label: t('units') },
                  { value: 'delegates', label: t('delegates') },
                ]}
              />
            </Group>
            <Group grow align="start" className={classes['pairs'] ?? ''}>
              <NativeSelect
                size="md"
                label={t('majority')}
                value={form.majority}
                onChange={({ currentTarget: { value } }) =>
                  change({ majority: value === 'twoThirds' || value === 'custom' ? value : 'simple' })
                }
                data={(['simple', 'twoThirds', 'custom'] as const).map((value) => ({ value, label: t(value) }))}
              />
              <NativeSelect
                size="md"
                label={t('of')}
                value={form.of}
                onChange={({ currentTarget }) =>
                  change({ of: currentTarget.value === 'invited' ? 'invited' : 'present' })
                }
                data={[
                  { value: 'present', label: t('ofPresent') },
                  { value: 'invited', label: t('ofInvited') },
                ]}
              />
            </Group>
            {form.majority === 'custom' && (
              <Group grow>
                <NumberInput
                  size="md"
                  label={t('numerator')}
                  min={1}
                  max={1000}
                  allowDecimal={false}
                  value={form.numerator}
                  onChange={(value) => change({ numerator: Number(value) || 1 })}
                />
                <NumberInput
                  size="md"
                  label={t('denominator')}
                  min={1}
                  max={1000}
                  allowDecimal={false}
                  value={form.denominator}
                  onChange={(value) => change({ denominator: Number(value) || 1 })}
                />
              </Group>
            )}
            <div className={classes['kind']}>
              <SegmentedControl
                size="md"
                aria-label={t('kind')}
                value={form.secret ? 'secret' : 'open'}
                onChange={(value) => change({ secret: value === 'secret' })}
                data={[
                  { value: 'open', label: t('open') },
                  { value: 'secret', label: t('secret') },
                ]}
                data-testid="vote-kind"
              />
              <Text size="sm" c="dimmed">
                {t(form.secret ? 'secretHint' : 'openHint')}
              </Text>
              {!form.secret && (
                <Checkbox
                  size="md"
                  label={t('mayChange')}
                  checked={form.mayChange}
                  onChange={({ currentTarget }) => change({ mayChange: currentTarget.checked })}
                />
              )}
            </div>
            <NativeSelect
              size="md"
              label={t('time')}
              value={form.forSec === null ? '' : String(form.forSec)}
              onChange={({ currentTarget: { value } }) => change({ forSec: value === '' ? null : Number(value) })}
            >
              <option value="">{t('noTime')}</option>
              {times.map((seconds) => (
                <option key={seconds} value={seconds}>
                  {seconds < 60 ? t('seconds', { count: seconds }) : t('minutes', { count: seconds / 60 })}
                </option>
              ))}
            </NativeSelect>
          </Stack>
        </div>
        <div className={classes['submit']}>
          <Text className={classes['rule'] ?? ''}>
            {ruleText(t, {
              rule: {
                majority:
                  form.majority === 'custom'
                    ? { kind: 'custom', share: { numerator: form.numerator, denominator: form.denominator } }
                    : { kind: form.majority },
                of: form.of,
              },
              electorate: form.electorate,
              options: [...form.options],
              decides: form.decides === null ? null : (form.options[form.decides]?.optionId ?? null),
            })}
          </Text>
          <VoteReachLine electorate={form.electorate} />
          {missed && (
            <Callout
              title={t('belowQuorum', { ...missed })}
              text={t('belowQuorumHint', { ...missed })}
              testId="vote-below-quorum"
            />
          )}
          <Button
            type="submit"
            size="lg"
            {...(missed ? { color: 'red' } : {})}
            loading={pending}
            disabled={request === null}
            data-testid="vote-open"
          >
            {t(missed ? 'startBelowQuorum' : 'start')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
