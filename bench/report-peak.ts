// Preloaded into a measured process; prints its peak resident memory when it exits.
process.on('exit', () => {
  process.stderr.write(`peak ${process.resourceUsage().maxRSS} KiB\n`)
})
