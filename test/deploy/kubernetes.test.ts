import { CronJob } from 'kubernetes-models/batch/v1/CronJob'
import { Job } from 'kubernetes-models/batch/v1/Job'
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import { describe, expect, test } from 'vitest'
import { EXIT_CODES } from '../../src/cli/help/exit-codes.ts'
import {
  JOBS,
  JOBS_WITH_POSTGRES,
  KUBERNETES_OBJECTS,
  WITH_POSTGRES,
  type KubernetesObject,
} from './kubernetes-objects.ts'
import { typeErrors } from './kubernetes-types.ts'

/** Throws where an object breaks the JSON schema of the API. */
function validate(object: KubernetesObject): void {
  if (object.kind === 'CronJob') new CronJob(object).validate()
  else if (object.kind === 'Job') new Job(object).validate()
  else if (object.kind === 'ConfigMap') new ConfigMap(object).validate()
  else new PersistentVolumeClaim(object).validate()
}

const named = ({ kind, metadata }: KubernetesObject): string => `${kind} ${metadata?.name ?? ''}`

test('each object is one of the Kubernetes API, without a field that the API does not know', () => {
  expect(KUBERNETES_OBJECTS.map(named)).toEqual([
    'Job offboard-check',
    'CronJob offboard-inbox',
    'CronJob offboard-sites',
    'CronJob offboard-overview',
    'CronJob offboard-purge',
    'PersistentVolumeClaim offboard-ledger',
    'PersistentVolumeClaim offboard-inbox',
  ])
  expect(WITH_POSTGRES.map(named)).toEqual([
    'Job offboard-check',
    'CronJob offboard-inbox',
    'PersistentVolumeClaim offboard-inbox',
    'ConfigMap offboard-sites',
    'CronJob offboard-sites',
    'CronJob offboard-overview',
    'CronJob offboard-purge',
  ])
  const objects = [...KUBERNETES_OBJECTS, ...WITH_POSTGRES]
  objects.forEach(validate)
  const misspelt = {
    kind: 'CronJob',
    spec: { schedule: '0 1 * * *', jobTemplate: {}, concurrencypolicy: 'Forbid' },
  } as const
  expect(typeErrors([...objects, misspelt])).toEqual([
    expect.stringMatching(/^CronJob: .*'"concurrencypolicy"' does not exist/),
  ])
})

const all = [
  ...JOBS.map((job) => ({ ...job, ledger: 'a volume', objects: KUBERNETES_OBJECTS })),
  ...JOBS_WITH_POSTGRES.map((job) => ({ ...job, ledger: 'PostgreSQL', objects: WITH_POSTGRES })),
]

describe.each(all)('$name with $ledger', ({ kind, job, pod, container, cron, objects }) => {
  test('is nobody special, may write to its volumes alone, and has 256 MiB', () => {
    expect(pod).toMatchObject({
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        fsGroup: 1000,
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
    })
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(container.resources?.limits).toEqual({ memory: '256Mi' })
  })

  test('mounts what it declares, and the key as a file that its group alone can read', () => {
    expect(container.volumeMounts?.map(({ name }) => name).toSorted()).toEqual(
      pod.volumes?.map(({ name }) => name).toSorted(),
    )
    const claims = objects.filter((object) => object.kind === 'PersistentVolumeClaim')
    const names = claims.map(({ metadata }) => metadata?.name)
    for (const { name, persistentVolumeClaim, secret, emptyDir } of pod.volumes ?? []) {
      if (name === 'secrets') expect(secret?.defaultMode).toBe(0o440)
      else if (name === 'scratch') expect(emptyDir?.sizeLimit).toBe('1Gi')
      else expect(names).toContain(persistentVolumeClaim?.claimName)
    }
    expect(JSON.stringify(container)).not.toContain('KONSTANTLY_API_KEY"')
  })

  test('never works beside itself, and is tried again only where the same command goes on', () => {
    if (kind === 'CronJob') expect(cron?.concurrencyPolicy).toBe('Forbid')
    if (job.podFailurePolicy === undefined) {
      // One that only reads.
      expect([...(container.args ?? [])][0]).toMatch(/^(check|runs)$/)
      expect(job.backoffLimit).toBe(0)
      return
    }
    expect(pod.terminationGracePeriodSeconds).toBe(80)
    const [disrupted, forPeople, ...more] = job.podFailurePolicy.rules
    expect(more).toEqual([])
    expect(disrupted).toEqual({ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] })
    // With FailIndex, the other sites go on.
    const isIndexed = job.completionMode === 'Indexed'
    expect(forPeople?.action).toBe(isIndexed ? 'FailIndex' : 'FailJob')
    expect(isIndexed ? job.backoffLimitPerIndex : job.backoffLimit).toBe(2)
    expect(forPeople?.onExitCodes?.operator).toBe('In')
    // All that there are, less those after which the same command is run again at once.
    const codes = EXIT_CODES.flatMap(([code]) => code.split(', ')).map(Number)
    expect(forPeople?.onExitCodes?.values).toEqual(codes.filter((code) => ![0, 6, 130, 143].includes(code)))
  })
})

test('with PostgreSQL no job needs a volume that one node has at a time, and each knows where the ledger is', () => {
  const claims = WITH_POSTGRES.filter((object) => object.kind === 'PersistentVolumeClaim')
  for (const { spec } of claims) expect(spec?.accessModes).toEqual(['ReadWriteMany'])
  for (const { name, pod, container } of JOBS_WITH_POSTGRES) {
    expect(container.env).toContainEqual({ name: 'KONSTANTLY_LEDGER_FILE', value: '/secrets/ledger' })
    const claimed = pod.volumes?.filter(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined)
    expect(claimed?.map((volume) => volume.name)).toEqual(name === 'offboard-inbox' ? ['inbox'] : [])
  }
})
