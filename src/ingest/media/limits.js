/** Clips per sandbox: starting one costs more than reading a small clip. */
export const BATCH_CLIPS = 16;
/** Base64 characters of a thumbnail; 320 px JPEGs are far below this. */
export const MAX_THUMBNAIL_CHARS = 256 * 1024;
/** One line of the prober's answer: a thumbnail and some facts. With one line per clip this bounds a whole batch. */
export const MAX_LINE_CHARS = MAX_THUMBNAIL_CHARS + 32 * 1024;
/** From start to the prober's first word. Far more than a loaded machine needs. */
export const START_MS = 20_000;
/**
 * Limits of every process in the sandbox, each on its own. Data, not address space: node reserves far more addresses
 * than it uses and does not start under a useful RLIMIT_AS; RLIMIT_DATA counts what can be written to, threads' stacks
 * included (Linux 4.7 and later), and ffprobe and ffmpeg inherit it.
 */
export const PROCESS_LIMITS = ['--data=1073741824', '--cpu=20', '--fsize=0', '--nofile=64', '--core=0'];
