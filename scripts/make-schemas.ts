import { writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { SCHEMAS } from './schemas/schemas.ts'

// Writes the JSON schemas that the package has in schemas/.
for (const [name, schema] of Object.entries(SCHEMAS)) {
  const path = new URL(`../schemas/${name}`, import.meta.url)
  const style = await resolveConfig(path)
  writeFileSync(path, await format(JSON.stringify(schema), { ...style, parser: 'json' }))
}
