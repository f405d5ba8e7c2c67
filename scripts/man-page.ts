import { writeFileSync } from 'node:fs'
import { COMMANDS } from '../src/cli/commands.ts'
import { manPage } from '../src/cli/help/man-page.ts'
import { readVersion } from '../src/cli/version.ts'

writeFileSync(new URL('../dist/konstantly-offboard.1', import.meta.url), manPage(COMMANDS, readVersion()))
