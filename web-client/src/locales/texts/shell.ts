import type { SameTexts } from './SameTexts.ts'

export const vi = {
  nav: 'Trang chính',
  skip: 'Đến nội dung chính',
  meetings: 'Cuộc họp',
  calendar: 'Lịch',
  invitations: 'Giấy mời',
  minutes: 'Biên bản',
  reports: 'Báo cáo',
  admin: 'Quản trị',
  account: 'Tài khoản',
  accountOf: 'Tài khoản: {{name}}',
  security: 'Mật khẩu và bảo mật',
  feed: 'Lịch trên điện thoại',
  room: 'Trang của phòng họp',
  signOut: 'Đăng xuất',
  undo: 'Hoàn tác',
  dismiss: 'Đóng thông báo',
}

export const en: SameTexts<typeof vi> = {
  nav: 'Main pages',
  skip: 'Skip to main content',
  meetings: 'Meetings',
  calendar: 'Calendar',
  invitations: 'Invitations',
  minutes: 'Minutes',
  reports: 'Reports',
  admin: 'Admin',
  account: 'Account',
  accountOf: 'Account: {{name}}',
  security: 'Password and security',
  feed: 'Calendar on your phone',
  room: 'Page of the room',
  signOut: 'Sign out',
  undo: 'Undo',
  dismiss: 'Dismiss message',
}
