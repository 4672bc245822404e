/** Password of everybody whom `startOffice` and `startCity` make. */
export const PASSWORD = 'mật khẩu của chủ tọa'
