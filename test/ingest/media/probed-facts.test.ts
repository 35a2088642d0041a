import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mediaFactsSchema } from '../../../src/ingest/media/media-facts.js';
import { factsOf, pictureStream, type ProbedBlock } from '../../../src/ingest/media/probed-facts.js';
import { moving } from '../../../src/ingest/media/signatures.js';

const mp4 = moving('mov', 'mp4');
const video = { codec_type: 'video', codec_name: 'h264', width: 640, height: 360, avg_frame_rate: '25/1' };
const facts = (streams: ProbedBlock[], format: ProbedBlock = {}) => factsOf({ format, streams }, mp4);

describe('facts from the words of ffprobe', () => {
  it('leaves unknown what is not stated', () => {
    const read = facts([{ ...video, avg_frame_rate: '0/0', r_frame_rate: '0/0', codec_name: 'unknown' }], {
      duration: 'N/A',
    });
    expect(read.durationMs).toBeNull();
    expect(read.createdAsWritten).toBeNull();
    expect(read.video).toEqual({
      codec: null,
      profile: null,
      width: 640,
      height: 360,
      frameRate: null,
      rotation: null,
    });
  });

  it('keeps exact fractions and signed rotations', () => {
    const read = facts([{ ...video, avg_frame_rate: '30000/1001', rotation: '-90' }], { duration: 2.002 });
    expect(read.video?.frameRate).toEqual({ num: 30000, den: 1001 });
    expect(read.video?.rotation).toBe(-90);
    expect(read.durationMs).toBe(2002);
  });

  it('takes the duration of a stream where the container has none', () => {
    expect(facts([{ ...video, duration: 1.5 }], { duration: 'N/A' }).durationMs).toBe(1500);
  });

  it('does not take a cover image for the picture', () => {
    const cover = { ...video, codec_name: 'png', disposition: { attached_pic: 1 } };
    expect(pictureStream({ format: {}, streams: [cover, video] })).toBe(video);
    expect(facts([cover]).video).toBeNull();
  });

  it('says when a stream has no size', () => {
    const read = facts([{ ...video, width: 0 }]);
    expect(read.video).toBeNull();
    expect(read.warnings).toEqual(['the video stream states no picture size']);
  });

  it('prefers the creation time of the container and keeps its text', () => {
    const stream = { ...video, tags: { creation_time: '2026-01-01T00:00:00Z' } };
    expect(facts([stream], { tags: { creation_time: '2026-03-01 8:9:10' } }).createdAsWritten).toBe(
      '2026-03-01 8:9:10',
    );
    expect(facts([stream]).createdAsWritten).toBe('2026-01-01T00:00:00Z');
  });

  it('gives only facts that hold to the schema, whatever ffprobe says', () => {
    const value = fc.oneof(
      fc.string(),
      fc.double(),
      fc.integer(),
      fc.constantFrom('25/1', '0/0', 'N/A', '1/99999999999'),
    );
    const block = fc.record(
      {
        codec_type: fc.constantFrom('video', 'audio', 'data'),
        ...{ codec_name: value, profile: value, width: value, height: value, avg_frame_rate: value, rotation: value },
        ...{ sample_rate: value, channels: value, duration: value, tags: fc.record({ creation_time: value }) },
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 4 }), block, (streams, format) => {
        expect(mediaFactsSchema.safeParse(factsOf({ format, streams }, mp4)).error).toBeUndefined();
      }),
    );
  });
});
