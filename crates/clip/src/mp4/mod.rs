//! MP4: as much of it as one film with one sound needs to be written, and to be read of anybody's.

pub(crate) mod annex_b;
pub(crate) mod boxes;
mod entry;
pub(crate) mod fragments;
pub(crate) mod label;
pub(crate) mod movie;
pub(crate) mod read;
pub(crate) mod tables;
pub(crate) mod write;

use crate::mp3::Kind;

/// Units of time per second, of the film and of the pictures: a frame and a tenth are whole.
pub(crate) const TIMESCALE: u32 = 600;

/// One track, before it is in a file.
#[derive(Clone, Debug)]
pub(crate) struct Track {
    pub(crate) codec: Codec,
    /// Units of time per second of this track.
    pub(crate) timescale: u32,
    /// Units at the start that are decoded but not played.
    pub(crate) skip: u32,
    pub(crate) samples: Vec<Sample>,
}

/// What a decoder has to know before the first sample.
#[derive(Clone, Debug)]
pub(crate) enum Codec {
    /// H.264.
    Avc { width: u16, height: u16, sps: Vec<u8>, pps: Vec<u8> },
    /// MP3; `length` is what is played, in samples.
    Mp3 { kind: Kind, bits_per_second: u32, length: u32 },
}

/// What is decoded at once.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) bytes: Vec<u8>,
    /// In the track's units.
    pub(crate) duration: u32,
    /// Whether decoding can start here.
    pub(crate) key: bool,
}

impl Track {
    /// How long it is decoded.
    fn decoded(&self) -> u32 {
        self.samples.iter().map(|sample| sample.duration).sum()
    }

    /// How long it is played.
    fn played(&self) -> u32 {
        match self.codec {
            Codec::Avc { .. } => self.decoded(),
            Codec::Mp3 { length, .. } => length,
        }
    }
}
