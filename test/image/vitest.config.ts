import { defineConfig } from 'vitest/config'

/** `npm run test:image`, as root, with buildah: apart from the other tests, because a build takes minutes. */
export default defineConfig({
  test: {
    dir: import.meta.dirname,
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
})
