//! What a decoder has to know before the first sample of a track.

use super::boxes::Boxes;
use crate::mp3::Kind;

/// H.264, by its parameter sets.
pub(crate) fn picture(stsd: &mut Boxes, width: u16, height: u16, sps: &[u8], pps: &[u8]) {
    stsd.put(b"avc1", |avc1| {
        avc1.zeros(6);
        avc1.u16(1);
        avc1.zeros(16);
        avc1.u16(width);
        avc1.u16(height);
        avc1.words(&[0x0048_0000, 0x0048_0000, 0]);
        avc1.u16(1);
        avc1.zeros(32);
        avc1.u16(24);
        avc1.u16(0xffff);
        avc1.put(b"avcC", |config| {
            config.u8(1);
            // Profile, what it also fits, and level: as in the parameters themselves.
            config.bytes(&[1, 2, 3].map(|i| sps.get(i).copied().unwrap_or(0)));
            // Lengths of four bytes; one set of each.
            config.bytes(&[0xff, 0xe1]);
            config.u16(sps.len() as u16);
            config.bytes(sps);
            config.u8(1);
            config.u16(pps.len() as u16);
            config.bytes(pps);
        });
        // BT.601, limited range, as the pictures were made.
        avc1.put(b"colr", |colr| {
            colr.bytes(b"nclx");
            [6, 6, 6].into_iter().for_each(|code| colr.u16(code));
            colr.u8(0);
        });
    });
}

/// MP3, as an MP4 names it.
pub(crate) fn sound(stsd: &mut Boxes, kind: Kind, bits_per_second: u32) {
    stsd.put(b"mp4a", |mp4a| {
        mp4a.zeros(6);
        mp4a.u16(1);
        mp4a.zeros(8);
        mp4a.u16(kind.channels);
        mp4a.u16(16);
        mp4a.zeros(4);
        mp4a.u32(kind.sample_rate << 16);
        mp4a.full(b"esds", 0, |esds| {
            // An elementary stream (3), its decoder (4: audio of MPEG-1 or MPEG-2), and how it is
            // packed (6): each with the length of what follows.
            let decoder = if kind.is_first { 0x6b } else { 0x69 };
            esds.bytes(&[3, 21, 0, 0, 0, 4, 13, decoder, 0x15, 0, 0, 0]);
            esds.words(&[bits_per_second, bits_per_second]);
            esds.bytes(&[6, 1, 2]);
        });
    });
}

/// MP3, as QuickTime names it.
pub(crate) fn quicktime_sound(stsd: &mut Boxes, kind: Kind) {
    stsd.put(b".mp3", |mp3| {
        mp3.zeros(6);
        mp3.u16(1);
        // The second form of such a box, which also says how much is in a frame.
        mp3.words(&[0x0001_0000, 0]);
        mp3.u16(kind.channels);
        mp3.u16(16);
        // Frames of changing length (-2).
        mp3.words(&[0xfffe_0000, kind.sample_rate << 16]);
        mp3.words(&[kind.step(), 0, 0, 2]);
    });
}
