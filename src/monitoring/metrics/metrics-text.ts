import { METRICS, type Labels, type MetricName, type Series } from './metrics.ts'

const NAMES = Object.keys(METRICS) as readonly MetricName[]

/** How every metrics file of this tool begins. */
export const BEGINS = '# HELP konstantly_offboard_'

/** A line with a sample, as `sampleLine` writes it. */
const SAMPLE = /^(\w+)\{(?:\w+="(?:[^"\\]|\\.)*",?)+\} -?\d+(?:\.\d+)?$/

/**
 * The text of a metrics file: what it had, with these series in place of those that they replace. It is the text format of Prometheus, which
 * node_exporter's textfile collector reads, and OpenMetrics at the same time. `before`: the text so far, empty for none; whatever in it
 * this tool did not write is dropped.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function metricsText(before: string, series: readonly Series[]): string {
  const old = before.split('\n').filter((line) => SAMPLE.test(line) && !series.some(replaces(line)))
  const lines = NAMES.flatMap((name) => {
    const kept = old.filter((line) => line.startsWith(`${name}{`))
    const added = series.filter(({ metric }) => metric === name).flatMap(linesOf)
    if (kept.length + added.length === 0) return []
    return [`# HELP ${name} ${METRICS[name]}`, `# TYPE ${name} gauge`, ...kept, ...added]
  })
  return [...lines, '# EOF', ''].join('\n')
}

/** Whether a series replaces what stands on a line: the scope's labels stand first on it. */
const replaces =
  (line: string) =>
  ({ metric, scope }: Series): boolean => {
    const begin = `${metric}{${labelsText(scope)}`
    return line.startsWith(begin) && [',', '}'].includes(line.charAt(begin.length))
  }

const linesOf = ({ metric, scope, samples }: Series): string[] =>
  samples.map(({ labels, value }) => `${metric}{${labelsText({ ...scope, ...labels })}} ${decimal(value)}`)

const labelsText = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',')

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

/** With three decimals at most, and never with an exponent. */
const decimal = (value: number): string => String(Math.round(value * 1000) / 1000)
