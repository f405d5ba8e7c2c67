// Loaded ahead of the bin: sends the process SIGTERM while it starts, before any command was looked for. Setting V8's flags is the
// first thing that the bin does, so that is the moment.
import { syncBuiltinESMExports } from 'node:module'
import v8 from 'node:v8'

const { setFlagsFromString } = v8
v8.setFlagsFromString = (flags) => {
  setFlagsFromString(flags)
  process.kill(process.pid, 'SIGTERM')
}
syncBuiltinESMExports()
