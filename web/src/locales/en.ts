import zh, { type Messages } from './zh'
const en: Messages = zh
export default en
