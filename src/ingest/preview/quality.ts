/** How large and how fine previews are. Sources: trial encodings of 1080p street scenes; GA/T 947.2 originals have 4 to 6 Mbit/s. */
export const PREVIEW_QUALITIES = ['small', 'normal', 'fine'] as const;
export type PreviewQuality = (typeof PREVIEW_QUALITIES)[number];

export interface Quality {
  /** Longest side, pixels. */
  readonly side: number;
  /** x264's constant rate factor: smaller is finer. */
  readonly crf: number;
  /** Never more of the picture than this, kbit/s: what bounds the file. */
  readonly maxKbit: number;
}

export const QUALITIES: Readonly<Record<PreviewQuality, Quality>> = {
  small: { side: 640, crf: 30, maxKbit: 500 },
  normal: { side: 960, crf: 27, maxKbit: 1200 },
  fine: { side: 960, crf: 23, maxKbit: 2500 },
};

/** kbit/s of the sound. */
export const AUDIO_KBIT = 64;

const FIXED_BYTES = 8 * 2 ** 20;
/** Of a clip whose length nobody knows. */
const UNKNOWN_MS = 3_600_000;
/** The index, and an encoder that overshoots. */
const OVERHEAD = 1.25;

/** The most bytes that one file of a clip's preview may take; more is refused by the kernel. Pure. */
export const mostBytes = (durationMs: number | null, { maxKbit }: Quality): number =>
  Math.ceil(FIXED_BYTES + ((durationMs ?? UNKNOWN_MS) / 1000) * (maxKbit + AUDIO_KBIT) * 125 * OVERHEAD);

/** Seconds of computing that one process may take: some forty times what a slow machine needs for 1080p HEVC. Pure. */
export const mostCpuSeconds = (durationMs: number | null): number =>
  Math.ceil(600 + ((durationMs ?? UNKNOWN_MS) / 1000) * 20);
