import { oneFolder } from './one-folder.ts'

/** Called for each lane, in one process. */
export default oneFolder
