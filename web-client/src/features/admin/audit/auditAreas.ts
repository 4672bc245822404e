/** Groups of actions; all actions of one start with its name. */
export const auditAreas = [
  'signIn',
  'account',
  'room',
  'unit',
  'group',
  'meeting',
  'minutes',
  'paper',
  'invitation',
  'mail',
  'node',
  'endpoint',
  'alert',
  'webhook',
  'key',
] as const
