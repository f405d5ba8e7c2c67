import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import { parseAllDocuments } from 'yaml'
import { examples } from './examples.ts'

export type KubernetesObject = ICronJob | IJob | IPersistentVolumeClaim

/** The objects of all examples for Kubernetes. Throws where a file is not YAML. */
export const KUBERNETES_OBJECTS: readonly KubernetesObject[] = examples('kubernetes/*.yaml').flatMap(
  ({ text }) =>
    parseAllDocuments(text).map((document) => {
      const [error] = document.errors
      if (error !== undefined) throw error
      return document.toJS() as KubernetesObject
    }),
)

/** What is asked of a Job: the example's name, and its spec. */
export const JOBS = KUBERNETES_OBJECTS.flatMap((object) => {
  const name = object.metadata?.name ?? ''
  if (object.kind === 'PersistentVolumeClaim') return []
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
})
