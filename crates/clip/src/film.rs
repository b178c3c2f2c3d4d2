//! The picture track: each moment painted, turned into what a coder takes, and coded.

use rusty_h264_common::YuvFrame;
use rusty_h264_encoder::{Encoder, EncoderConfig, Preset};

use crate::{
    Clip, FRAME_RATE,
    canvas::Canvas,
    mp4::{Codec, Sample, TIMESCALE, Track, annex_b},
    scene::Scene,
    sky::Moment,
};

/// How coarse the picture may be: a step of the coder's quantiser, 0 to 51.
const COARSENESS: u8 = 27;
/// A picture that stands on its own every so many frames, so that one can jump there.
const KEY_EVERY: u32 = 2 * FRAME_RATE;
/// How much darker the corners are.
const VIGNETTE: f32 = 0.16;

/// Shoots the clip.
pub(crate) fn shoot(clip: &Clip) -> Track {
    let (width, height) = (clip.width as usize, clip.height as usize);
    let mut config = EncoderConfig::baseline(width, height);
    config.preset = Preset::Fast;
    config.qp = COARSENESS;
    config.gop_size = KEY_EVERY;
    config.min_keyint = KEY_EVERY;
    config.framerate = FRAME_RATE as f32;
    let mut track = Track {
        codec: Codec::Avc {
            width: clip.width as u16,
            height: clip.height as u16,
            sps: Vec::new(),
            pps: Vec::new(),
        },
        timescale: TIMESCALE,
        skip: 0,
        samples: Vec::new(),
    };
    // A size within bounds is one that it takes.
    let Ok(mut encoder) = Encoder::new(config) else { return track };

    let scene = Scene::new(&clip.prompt, clip.variation);
    let mut canvas = Canvas::new(width, height);
    let mut frame = YuvFrame::black(width, height);
    let length = clip.duration_tenths * (TIMESCALE / 10);
    let step = TIMESCALE / FRAME_RATE;
    let mut at = 0;
    while at < length {
        let t = at as f32 / TIMESCALE as f32;
        scene.paint(&mut canvas, Moment { t, part: at as f32 / length as f32 });
        to_yuv(&canvas, &mut frame);
        let coded = encoder.try_encode(&frame).unwrap_or_default();
        let unit = annex_b::split(&coded);
        if let Codec::Avc { sps, pps, .. } = &mut track.codec
            && sps.is_empty()
        {
            *sps = unit.sps;
            *pps = unit.pps;
        }
        // The last frame ends with the clip.
        let duration = step.min(length - at);
        track.samples.push(Sample { bytes: unit.bytes, duration, key: unit.key });
        at += duration;
    }
    track
}

/// To luma and chroma as a screen of standard definition takes them (BT.601, limited range).
fn to_yuv(canvas: &Canvas, frame: &mut YuvFrame) {
    let (width, height) = (canvas.width, canvas.height);
    let half = width / 2;
    for y in 0..height {
        let off_y = (y as f32 / height as f32 - 0.5) * 2.0;
        for x in 0..width {
            let off_x = (x as f32 / width as f32 - 0.5) * 2.0;
            let dim = 1.0 - VIGNETTE * (off_x * off_x + off_y * off_y) * 0.5;
            let [r, g, b] = canvas.pixels[y * width + x].map(|c| c.clamp(0.0, 1.0));
            // Half a level of a fine pattern, so that a wide sky shows no steps.
            let luma = 16.0 + (65.48 * r + 128.55 * g + 24.97 * b) * dim + PATTERN[y % 2][x % 2];
            frame.y[y * width + x] = luma as u8;
        }
    }
    for y in 0..height / 2 {
        for x in 0..half {
            let at = 2 * y * width + 2 * x;
            let mut sum = [0.0f32; 3];
            for i in [at, at + 1, at + width, at + width + 1] {
                for (sum, c) in sum.iter_mut().zip(canvas.pixels[i]) {
                    *sum += c.clamp(0.0, 1.0) * 0.25;
                }
            }
            let [r, g, b] = sum;
            frame.u[y * half + x] = (128.5 - 37.80 * r - 74.20 * g + 112.0 * b) as u8;
            frame.v[y * half + x] = (128.5 + 112.0 * r - 93.79 * g - 18.21 * b) as u8;
        }
    }
}

const PATTERN: [[f32; 2]; 2] = [[0.125, 0.625], [0.875, 0.375]];
