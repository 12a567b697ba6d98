// What `publish.offline.worker` writes before the worker.

/** The hash of everything that the worker does. */
declare const VERSION: string
/** Each file's address, seen from the worker, and the beginning of its content's SHA-256. */
declare const FILES: [file: string, hash: string][]
