// A process of its own that opens the ledger in the folder it is given and keeps it until it is killed.
import { Ledger } from '../../src/ledger/ledger.ts'

const ledger = await Ledger.open({ folder: process.argv[2] ?? '', create: true, now: () => new Date() })
process.send?.('open')
// Referred to, so that it is not collected, and with it the lock.
setInterval(() => void ledger.runs(), 1000)
