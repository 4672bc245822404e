import type { AlertRule, DefaultRule } from '@diem-cau/signaling-contract/operations'

type Settings = Omit<AlertRule, 'ruleId' | 'isDefault' | 'version' | 'name'>
type Own = Pick<Settings, 'codes' | 'health' | 'lasts' | 'ways' | 'escalateAfter' | 'quiet'> & Partial<Settings>

/** Servers carry meetings of everybody: IT admins of topmost units hear of them, and hear it again. */
const ofServers = (own: Own): Settings => ({
  enabled: true,
  kinds: ['node', 'worker', 'process', 'service'],
  unitCode: null,
  roles: ['itAdmin'],
  nearestFirst: false,
  escalateTo: own.escalateAfter === null ? [] : ['itAdmin'],
  ...own,
})

/** A technician can go there; an IT admin hears of it when none did. */
const ofRooms = (own: Own): Settings => ({
  enabled: true,
  kinds: ['endpoint'],
  unitCode: null,
  roles: ['technician'],
  nearestFirst: false,
  escalateTo: own.escalateAfter === null ? [] : ['itAdmin'],
  ...own,
})

/** Good as they are for an office that changes nothing: what stops a meeting is told by mail too, and at night; what can wait, waits. */
const defaults: Readonly<Record<DefaultRule, Settings>> = {
  serverLost: ofServers({
    codes: ['noAnswer'],
    health: 'bad',
    lasts: 10,
    ways: ['inbox', 'mail', 'webhook'],
    escalateAfter: 15,
    quiet: null,
  }),
  serverBad: ofServers({
    codes: [
      'overloaded',
      'lagging',
      'memoryLow',
      'clockOff',
      'slowAnswer',
      'diskFull',
      'diskFillsUp',
      'certificateEnds',
      'backupMissing',
      'mailStuck',
      'turnRefused',
    ],
    health: 'bad',
    lasts: 60,
    ways: ['inbox', 'mail', 'webhook'],
    escalateAfter: 60,
    quiet: null,
  }),
  serverWeak: ofServers({
    codes: ['memoryLow', 'clockOff', 'mailStuck', 'turnAway', 'turnCertificate'],
    health: 'weak',
    lasts: 600,
    ways: ['inbox'],
    escalateAfter: null,
    quiet: { from: '22:00', to: '06:00' },
  }),
  // Weeks ahead, so that it can be seen to in office hours; by mail too, as nobody opens a page for what is not yet wrong.
  serverAhead: ofServers({
    codes: ['diskFull', 'diskFillsUp', 'certificateEnds', 'backupMissing'],
    health: 'weak',
    lasts: 600,
    ways: ['inbox', 'mail', 'webhook'],
    escalateAfter: null,
    quiet: { from: '22:00', to: '06:00' },
  }),
  roomLost: ofRooms({
    codes: ['cut'],
    health: 'bad',
    lasts: 30,
    ways: ['inbox', 'mail', 'webhook'],
    escalateAfter: 10,
    quiet: null,
  }),
  roomLine: ofRooms({
    codes: ['lossUp', 'lossDown', 'longWay', 'unsteady', 'slowUp', 'slowDown', 'starved'],
    health: 'bad',
    lasts: 120,
    ways: ['inbox', 'webhook'],
    escalateAfter: 20,
    quiet: null,
  }),
  roomDevices: ofRooms({
    codes: ['cameraBlack', 'cameraFrozen', 'networkCamera', 'microphoneSilent', 'microphoneClips', 'echo'],
    health: 'bad',
    lasts: 120,
    ways: ['inbox', 'webhook'],
    escalateAfter: 20,
    quiet: null,
  }),
  // The technician of the ward first, the district's when nobody went there, the IT admin when the meeting is near.
  roomNotReady: ofRooms({
    codes: ['notReady'],
    health: 'bad',
    lasts: 30,
    nearestFirst: true,
    ways: ['inbox', 'mail', 'webhook'],
    escalateAfter: 15,
    escalateTo: ['technician'],
    quiet: { from: '22:00', to: '05:30' },
  }),
  roomNotReadySoon: ofRooms({
    codes: ['notReadySoon'],
    health: 'bad',
    lasts: 0,
    roles: ['itAdmin'],
    ways: ['inbox', 'mail', 'webhook'],
    escalateAfter: null,
    quiet: null,
  }),
  roomHelp: ofRooms({
    codes: ['helpCalled'],
    health: 'bad',
    lasts: 0,
    nearestFirst: true,
    ways: ['inbox', 'mail', 'webhook'],
    escalateAfter: 5,
    escalateTo: ['technician', 'itAdmin'],
    quiet: null,
  }),
}

export const defaultRules: readonly AlertRule[] = Object.entries(defaults).map(([ruleId, settings]) => ({
  ...settings,
  ruleId,
  name: ruleId,
  isDefault: true,
  version: 0,
}))
