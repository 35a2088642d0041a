/** The first line of stdout: the sandbox stands and the prober runs. Whatever fails after it is a clip's doing. */
export const READY = 'ready';
