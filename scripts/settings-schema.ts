import { writeFileSync } from 'node:fs'
import { format } from 'prettier'
import { COMMANDS } from '../src/cli/commands.ts'
import { knownSettings } from '../src/cli/settings/known-settings.ts'
import { settingsSchema } from '../src/cli/settings/settings-schema.ts'

const schema = JSON.stringify(settingsSchema(knownSettings(COMMANDS)))
writeFileSync(
  new URL('../docs/konstantly-offboard.schema.json', import.meta.url),
  await format(schema, { parser: 'json', printWidth: 110 }),
)
