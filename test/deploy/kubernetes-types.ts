import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** Kinds of objects, by where their types are. The types have every field of the API, and no other. */
const TYPES = {
  ConfigMap: 'kubernetes-models/v1/ConfigMap',
  CronJob: 'kubernetes-models/batch/v1/CronJob',
  Job: 'kubernetes-models/batch/v1/Job',
  PersistentVolumeClaim: 'kubernetes-models/v1/PersistentVolumeClaim',
} as const

export type Kind = keyof typeof TYPES

/**
 * What the compiler says against objects of the Kubernetes API, each `kind: message`: a field that is missing, that has another type or value,
 * or that the API does not know (which a JSON schema of the API lets pass, and a cluster drops).
 */
export function typeErrors(objects: readonly { kind: Kind }[]): string[] {
  const name = fileURLToPath(new URL('objects.ts', import.meta.url))
  const text = objects
    .map((object, index) => {
      const from = TYPES[object.kind]
      return `import type { I${object.kind} as T${index} } from '${from}'\nexport const o${index}: T${index} = ${JSON.stringify(object)}\n`
    })
    .join('')
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2024,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
    lib: ['lib.es5.d.ts'],
  }
  const host = ts.createCompilerHost(options)
  const getSourceFile = host.getSourceFile.bind(host)
  const fileExists = host.fileExists.bind(host)
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2024)
  host.fileExists = (file) => file === name || fileExists(file)
  host.getSourceFile = (file, ...rest) => (file === name ? source : getSourceFile(file, ...rest))
  const program = ts.createProgram([name], options, host)
  return ts.getPreEmitDiagnostics(program, source).map(({ messageText, start = 0 }) => {
    const { line } = source.getLineAndCharacterOfPosition(start)
    return `${objects[Math.floor(line / 2)]?.kind ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
}
