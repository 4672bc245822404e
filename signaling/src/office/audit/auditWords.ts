import type {
  AuditAction,
  AuditValue,
  ShownAuditField,
  SignInReason,
  UnitChangeFailure,
} from '@diem-cau/signaling-contract/office'

/** The words of a log's subjects: "signIn.succeeded" is said by `signIn` and `succeeded`. */
type ActionWords = {
  readonly [S in AuditAction as S extends `${infer Subject}.${string}` ? Subject : never]: {
    readonly [
      A in AuditAction as A extends `${S extends `${infer Subject}.${string}` ? Subject : never}.${infer Done}`
        ? Done
        : never
    ]: string
  }
}

type AuditWords = {
  readonly actions: ActionWords
  readonly fields: Readonly<Record<ShownAuditField, string>>
  readonly values: Readonly<Record<AuditValue, string>>
  readonly reasons: Readonly<Record<SignInReason, string>>
  readonly failures: Readonly<Record<UnitChangeFailure, string>>
  /** Names of the groups of actions that begin so, as a person filters by them. */
  readonly areas: Readonly<Record<string, string | undefined>>
}

/** Words of the audit log in its workbook, which is in Vietnamese as all files are: every action, field, word and reason that this program writes. */
export const auditWords: AuditWords = {
  actions: {
    signIn: {
      succeeded: 'Đăng nhập',
      codeAsked: 'Đúng mật khẩu, chờ mã xác thực',
      refused: 'Đăng nhập bị từ chối',
      ended: 'Đăng xuất',
      revoked: 'Đăng xuất một thiết bị',
    },
    account: {
      created: 'Tạo tài khoản',
      edited: 'Sửa tài khoản',
      rolesChanged: 'Đổi vai trò',
      roleGranted: 'Giao vai trò',
      disabled: 'Khóa tài khoản',
      enabled: 'Mở khóa tài khoản',
      imported: 'Nhập danh sách người dùng',
      exported: 'Tải danh sách người dùng',
      passwordChanged: 'Đổi mật khẩu',
      passwordReset: 'Cấp lại mật khẩu',
      totpSet: 'Bật xác thực hai lớp',
      totpRemoved: 'Gỡ xác thực hai lớp',
      signedOut: 'Đăng xuất mọi nơi',
    },
    room: {
      created: 'Thêm phòng họp',
      edited: 'Sửa phòng họp',
      enrolled: 'Ghép nối phòng họp',
      revoked: 'Thu hồi máy phòng họp',
      disabled: 'Ngừng dùng phòng họp',
      enabled: 'Dùng lại phòng họp',
    },
    unit: {
      created: 'Thêm đơn vị',
      edited: 'Sửa đơn vị',
      imported: 'Nhập danh sách đơn vị',
      changePlanned: 'Lập thay đổi đơn vị',
      changeWithdrawn: 'Xóa thay đổi đơn vị',
      changeFailed: 'Thay đổi đơn vị không thực hiện được',
      renamed: 'Đổi tên đơn vị',
      moved: 'Chuyển đơn vị',
      merged: 'Sáp nhập đơn vị',
      closed: 'Đơn vị ngừng hoạt động',
    },
    group: {
      created: 'Thêm nhóm đơn vị',
      edited: 'Sửa nhóm đơn vị',
      deleted: 'Xóa nhóm đơn vị',
    },
    meeting: {
      created: 'Lập cuộc họp',
      scheduled: 'Gửi giấy mời cuộc họp',
      changed: 'Sửa cuộc họp',
      cancelled: 'Hủy cuộc họp',
      deleted: 'Xóa bản nháp cuộc họp',
      peopleSeated: 'Ghi người dự tại phòng họp',
      invitedMore: 'Mời thêm đơn vị, khách mời',
      ended: 'Kết thúc cuộc họp từ mục Vận hành',
      limitReached: 'Cuộc họp chạm giới hạn điểm cầu',
    },
    minutes: {
      saved: 'Sửa biên bản',
      submitted: 'Trình chủ tọa biên bản',
      returned: 'Trả lại thư ký biên bản',
      approved: 'Duyệt biên bản',
      numbered: 'Ghi số biên bản',
      amending: 'Soạn bản đính chính biên bản',
      discarded: 'Bỏ bản đính chính biên bản',
      amended: 'Duyệt bản đính chính biên bản',
    },
    paper: {
      uploaded: 'Tải tài liệu lên',
      edited: 'Sửa tài liệu',
      removed: 'Xóa tài liệu',
    },
    invitation: {
      answered: 'Trả lời giấy mời',
    },
    feed: {
      renewed: 'Đổi đường dẫn lịch',
    },
    mail: {
      retried: 'Gửi lại thư',
      tested: 'Gửi thư thử',
    },
    server: { checked: 'Kiểm tra máy chủ' },
    node: {
      drained: 'Chuyển các điểm cầu khỏi máy chủ truyền hình',
      reopened: 'Cho máy chủ truyền hình nhận lại điểm cầu',
    },
    endpoint: {
      moved: 'Chuyển điểm cầu sang máy chủ truyền hình khác',
      restarted: 'Kết nối lại hình và tiếng của điểm cầu',
      diagnosed: 'Hỏi tình trạng máy của điểm cầu',
    },
    alert: {
      acknowledged: 'Tiếp nhận cảnh báo',
    },
    alertRule: {
      created: 'Thêm quy tắc cảnh báo',
      edited: 'Sửa quy tắc cảnh báo',
      removed: 'Xóa quy tắc cảnh báo hoặc đưa về mặc định',
    },
    webhook: {
      created: 'Thêm nơi nhận thông báo tự động',
      edited: 'Sửa nơi nhận thông báo tự động',
      secretRenewed: 'Đổi khóa ký của nơi nhận thông báo tự động',
      switchedOff: 'Tự tắt nơi nhận thông báo tự động',
      removed: 'Xóa nơi nhận thông báo tự động',
      replayed: 'Gửi lại một thông báo tự động',
      tested: 'Gửi thử thông báo tự động',
    },
    key: {
      created: 'Cấp khóa kết nối cho phần mềm',
      revoked: 'Thu hồi khóa kết nối',
    },
    audit: {
      exported: 'Tải nhật ký',
    },
  },
  fields: {
    name: 'Tên',
    unit: 'Đơn vị',
    unitCode: 'Đơn vị',
    place: 'Địa điểm',
    position: 'Chức vụ',
    email: 'Thư điện tử',
    phone: 'Điện thoại',
    login: 'Tên đăng nhập',
    grants: 'Vai trò',
    disabled: 'Khóa',
    device: 'Máy',
    reason: 'Lý do',
    method: 'Cách đăng nhập',
    kind: 'Loại',
    parentCode: 'Trực thuộc',
    rows: 'Số dòng',
    created: 'Tạo mới',
    updated: 'Cập nhật',
    effectiveOn: 'Từ ngày',
    decision: 'Căn cứ',
    what: 'Thay đổi',
    version: 'Bản số',
    failure: 'Lỗi',
    title: 'Tên cuộc họp',
    to: 'Đến',
    factor: 'Lớp thứ hai',
    room: 'Phòng họp',
    people: 'Số người',
    oidcSubject: 'Mã ở hệ thống đăng nhập chung',
    first: 'Tài khoản đầu tiên',
    import: 'Nhập từ tệp',
    unchanged: 'Giữ nguyên',
    role: 'Vai trò',
    into: 'Sáp nhập vào',
    unitKind: 'Loại đơn vị',
    rules: 'Đơn vị trong nhóm',
    draft: 'Bản nháp',
    meetings: 'Số cuộc họp',
    scope: 'Phạm vi',
    fields: 'Mục được sửa',
    invited: 'Người được mời',
    answer: 'Trả lời',
    by: 'Trả lời qua',
    bytes: 'Dung lượng',
    q: 'Từ tìm',
    from: 'Từ',
    action: 'Nhóm việc',
    actor: 'Người thực hiện',
    units: 'Đơn vị được mời thêm',
    guests: 'Khách được mời thêm',
    limit: 'Giới hạn',
    most: 'Số điểm cầu tối đa',
    region: 'Vùng máy chủ',
    outcome: 'Kết quả',
    scopes: 'Phạm vi của khóa',
    events: 'Sự kiện được gửi',
    url: 'Địa chỉ',
    enabled: 'Đang bật',
    until: 'Đến ngày',
  },
  values: {
    // Ways in and second factors.
    password: 'mật khẩu',
    oidc: 'hệ thống đăng nhập chung',
    none: 'không',
    totp: 'mã trên điện thoại',
    recovery: 'mã dự phòng',
    room: 'phòng họp',
    guest: 'đường dẫn của khách mời',
    // The meetings of a series that are meant.
    this: 'cuộc họp này',
    following: 'cuộc họp này và các cuộc sau',
    all: 'cả chuỗi họp',
    // Answers.
    attending: 'tham dự',
    declined: 'không tham dự',
    tentative: 'chưa chắc chắn',
    calendar: 'phần mềm lịch',
    // Parts of a meeting.
    title: 'tên cuộc họp',
    time: 'thời gian',
    place: 'địa điểm',
    chair: 'chủ tọa',
    deputy: 'phó chủ tọa',
    secretary: 'thư ký',
    hostUnit: 'đơn vị chủ trì',
    description: 'nội dung',
    agenda: 'chương trình',
    units: 'đơn vị được mời',
    people: 'người được mời',
    guests: 'khách mời',
    // Changes of a unit.
    rename: 'đổi tên',
    move: 'chuyển trực thuộc',
    merge: 'sáp nhập',
    close: 'ngừng hoạt động',
    // Limits that were reached.
    meetingFull: 'cuộc họp đã đủ điểm cầu',
    nodesFull: 'các máy chủ truyền hình hết chỗ',
    // What came of an action on a room.
    moved: 'đã chuyển',
    stayed: 'ở lại nơi cũ',
    restarted: 'đã kết nối lại',
    answered: 'đã trả lời',
    silent: 'không trả lời',
    away: 'đang mất kết nối',
  },
  reasons: {
    unknownLogin: 'không có tên đăng nhập này',
    wrongPassword: 'sai mật khẩu',
    wrongCode: 'sai mã xác thực',
    disabled: 'tài khoản đã bị khóa',
    unit: 'đơn vị ở hệ thống đăng nhập chung không có ở đây',
    roles: 'vai trò ở hệ thống đăng nhập chung không có ở đây',
    linkExpired: 'đường dẫn không còn dùng được',
    signedOut: 'tự đăng xuất',
    tokenReused: 'phiên bị dùng lại ở nơi khác nên đã ngắt để an toàn',
  },
  // Reasons why a change could not take effect, in the words of the page.
  failures: {
    notFound: 'Không tìm thấy nội dung này, có thể đã bị xóa hoặc liên kết không đúng.',
    unitClosed: 'Đơn vị này đã ngừng hoạt động. Hãy chọn đơn vị khác.',
    unitInUse: 'Đơn vị này còn đơn vị trực thuộc, tài khoản hoặc phòng họp. Hãy chuyển chúng đi trước.',
    unitLoop: 'Không thể đặt đơn vị này trực thuộc chính nó hoặc đơn vị cấp dưới của nó.',
    badRequest: 'Thông tin gửi lên chưa hợp lệ. Kiểm tra lại rồi thử lần nữa.',
    internal: 'Máy chủ gặp lỗi. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên.',
  },
  areas: {
    signIn: 'đăng nhập',
    account: 'người dùng',
    room: 'phòng họp',
    unit: 'đơn vị',
    group: 'nhóm đơn vị',
    meeting: 'cuộc họp',
    minutes: 'biên bản',
    paper: 'tài liệu',
    invitation: 'trả lời giấy mời',
    mail: 'thư',
    node: 'máy chủ truyền hình',
    endpoint: 'điểm cầu trong cuộc họp',
    alert: 'cảnh báo',
    webhook: 'thông báo tự động',
    key: 'khóa kết nối',
  },
}
