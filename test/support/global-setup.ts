import { oneFolder } from './one-folder.ts'
import { COMPILED } from './process.ts'

/** Called for each lane, in one process, before it starts any other. */
export default function setUp(): () => void {
  Object.assign(process.env, COMPILED)
  return oneFolder()
}
