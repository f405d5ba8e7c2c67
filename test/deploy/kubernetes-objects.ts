import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import { parseAllDocuments } from 'yaml'
import { examples } from './examples.ts'

export type KubernetesObject = IConfigMap | ICronJob | IJob | IPersistentVolumeClaim

/** The objects of examples. Throws where a file is not YAML. */
const objectsOf = (pattern: string): readonly KubernetesObject[] =>
  examples(pattern).flatMap(({ text }) =>
    parseAllDocuments(text).map((document) => {
      const [error] = document.errors
      if (error !== undefined) throw error
      return document.toJS() as KubernetesObject
    }),
  )

/** The examples for a ledger on a volume, and those for one on PostgreSQL, which take the place of those with their names. */
export const KUBERNETES_OBJECTS = objectsOf('kubernetes/*.yaml')
export const WITH_POSTGRES = objectsOf('kubernetes/postgres/*.yaml')

/** What is asked of a Job: the example's name, and its spec. */
export const JOBS = KUBERNETES_OBJECTS.flatMap(jobOf)
export const JOBS_WITH_POSTGRES = WITH_POSTGRES.flatMap(jobOf)

/** A Job, if an object is or makes one. */
function jobOf(object: KubernetesObject) {
  const name = object.metadata?.name ?? ''
  if (object.kind === 'PersistentVolumeClaim' || object.kind === 'ConfigMap') return []
  const job = object.kind === 'CronJob' ? object.spec.jobTemplate.spec : object.spec
  const pod = job?.template.spec
  if (job === undefined || pod === undefined) throw new Error(`${name} has no pod`)
  const [container] = pod.containers
  if (container === undefined) throw new Error(`${name} has no container`)
  return [
    {
      name,
      kind: object.kind,
      job,
      pod,
      container,
      cron: object.kind === 'CronJob' ? object.spec : undefined,
    },
  ]
}
